import type { Command } from 'commander';
import { evaluateFolders } from '../engine/recognition/evaluate-folders';
import { registerFolders } from '../engine/recognition/register-folders';
import { share, wholeNumber } from './numbers';
import { evaluationText, recognitionText } from './text';
import { inProject, job, type OutputOptions } from './run-command';

interface RecogniseOptions extends OutputOptions {
  threshold?: number;
  items?: boolean;
}

/** Commands that register, recognise and measure. */
export function addRecognitionCommands(program: Command): void {
  addRegister(program);
  program
    .command('recognise')
    .description('say which product each photo shows')
    .argument('<DIR>', 'the project folder')
    .argument('<PHOTO...>', 'photo files')
    .option('--threshold <T>', 'accept from this score on', share)
    .option('--items', 'find each bottle, cup or bowl in a photo and say which product it is')
    .option('--json', 'print one JSON object')
    .action((folder: string, photos: string[], options: RecogniseOptions) =>
      inProject(
        folder,
        options,
        async ({ handlers }) => ({
          photos: await handlers['recognise.photos']({
            photos: photos.map((path) => ({ path })),
            threshold: options.threshold,
            items: options.items,
          }),
        }),
        (result) => result.photos.map(recognitionText).join('\n'),
      ),
    );
  program
    .command('evaluate')
    .description('measure how well products are recognised and strangers refused')
    .argument('<DIR>', 'the project folder')
    .argument('<PHOTOS>', 'a folder with a sub-folder for each registered product')
    .option('--unknown <PHOTOS>', 'a folder of photos that show none of them')
    .option('--threshold <T>', 'accept from this score on', share)
    .option('--json', 'print one JSON object')
    .action(
      (folder: string, photos: string, options: OutputOptions & { unknown?: string; threshold?: number }) =>
        inProject(
          folder,
          options,
          ({ session }) =>
            session.jobs.run(job, (running) =>
              evaluateFolders(session, { ...options, products: photos }, running),
            ),
          evaluationText,
        ),
    );
}

function addRegister(program: Command): void {
  interface RegisterOptions extends OutputOptions {
    refs: number;
    name?: string;
  }
  program
    .command('register')
    .description('register products: a folder of sub-folders, or one product with --name and its photos')
    .argument('<DIR>', 'the project folder')
    .argument('<PHOTOS...>', 'a folder with a sub-folder a product, or photo files')
    .option('--refs <N>', 'take the first N photos of each sub-folder', wholeNumber(1), 4)
    .option('--name <NAME>', 'name of the one product that the photos show')
    .option('--json', 'print one JSON object')
    .action((folder: string, photos: string[], options: RegisterOptions) =>
      inProject(
        folder,
        options,
        async ({ handlers, session }) => {
          if (options.name === undefined)
            return {
              products: await session.jobs.run(job, (running) =>
                registerFolders(session, photos, options.refs, running),
              ),
            };
          const sources = photos.map((path) => ({ path }));
          return { products: [await handlers['registry.register']({ name: options.name, photos: sources })] };
        },
        ({ products }) =>
          products
            .map(({ name, references }) => `Registered ${name} from ${references.length} photos.`)
            .join('\n'),
      ),
    );
}
