import type { Command, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { addDataCommands } from '../../../electron/cli/data-commands';
import { share, wholeNumber } from '../../../electron/cli/numbers';
import { studioProgram } from '../../../electron/cli/program';
import { addRecognitionCommands } from '../../../electron/cli/recognition-commands';
import { addServeCommand } from '../../../electron/cli/serve-command';
import { addTrainCommand } from '../../../electron/cli/train-command';

function commands(): Command {
  const program = studioProgram().configureOutput({ writeErr: () => {} });
  for (const add of [addDataCommands, addRecognitionCommands, addServeCommand, addTrainCommand]) add(program);
  return program;
}

const wrong = { code: 'commander.invalidArgument' };
const isNumber = ({ flags }: Option) => /<[NT]>/.test(flags);
const options = commands().commands.flatMap((command) =>
  command.options
    .filter(isNumber)
    .map((option) => ({ command, option, name: `${command.name()} ${option.long}` })),
);

describe('numbers on the command line', () => {
  it('are whole, from a least one', () => {
    expect(['1', '4', '99999'].map(wholeNumber(1))).toEqual([1, 4, 99999]);
    for (const text of ['0', '-1', '1.5', '1e3', '0x4', 'four', '', ' ', '99999999999999999999'])
      expect(() => wholeNumber(1)(text), text).toThrow('at least 1');
    expect(wholeNumber(0)('0')).toBe(0);
  });

  it('are shares', () => {
    expect(['0', '0.95', '.5', '1'].map(share)).toEqual([0, 0.95, 0.5, 1]);
    for (const text of ['0,95', '95', '1.01', '-0.1', 'NaN', 'Infinity', 'high', '', ' '])
      expect(() => share(text), text).toThrow('from 0 to 1');
  });

  it('are asked for by some options', () => {
    expect(options.map(({ name }) => name)).toContain('register --refs');
  });

  it.each(options)('$name refuses what is none', async ({ command, option }) => {
    const args = [command.name(), 'DIR', 'PHOTOS', option.long!, 'four'];
    await expect(commands().parseAsync(args, { from: 'user' })).rejects.toMatchObject(wrong);
  });

  it('of references are at least one', async () => {
    const args = ['register', 'DIR', 'PHOTOS', '--refs', '0'];
    await expect(commands().parseAsync(args, { from: 'user' })).rejects.toMatchObject(wrong);
  });
});
