import type { Command } from 'commander';
import { inProject, job, type OutputOptions } from './run-command';

const bundled = 'bundled';

/** `ramune weights …`: the networks that a project can train and match with. */
export function addWeightsCommands(program: Command): void {
  const weights = program.command('weights').description('choose the network that training starts from');

  weights
    .command('get')
    .description('fetch official weights: Keras’s MobileNetV2 trained on ImageNet')
    .addArgument(program.createArgument('<NAME>', 'which weights').choices(['imagenet']))
    .argument('<DIR>', 'the project folder')
    .option('--json', 'print one JSON object')
    .action((_name: string, folder: string, options: OutputOptions) =>
      inProject(folder, options, ({ handlers }) => handlers['backbone.fetch']({ job }), addedText(folder)),
    );

  weights
    .command('import')
    .description('take the weights of any Keras .keras, .h5 or TensorFlow.js layers MobileNetV2 of width 1.0')
    .argument('<DIR>', 'the project folder')
    .argument('<FILE>', 'a Keras .keras or .h5 file, or model.json with its shards beside it')
    .option('--json', 'print one JSON object')
    .action((folder: string, path: string, options: OutputOptions) =>
      inProject(
        folder,
        options,
        ({ handlers }) => handlers['backbone.import']({ path, job }),
        addedText(folder),
      ),
    );

  weights
    .command('use')
    .description('train and match with other weights from now on')
    .argument('<DIR>', 'the project folder')
    .argument('<NAME>', `${bundled}, or what get or import called it`)
    .option('--json', 'print one JSON object')
    .action((folder: string, given: string, options: OutputOptions) => {
      const name = given === bundled ? null : given.replace(/\.safetensors$/, '');
      return inProject(
        folder,
        options,
        ({ handlers }) => handlers['backbone.use']({ name, job }),
        ({ backbone }) => `The project uses the weights ${backbone ?? bundled}.`,
      );
    });
}

const addedText =
  (folder: string) =>
  ({ name }: { name: string }) =>
    `Added the weights ${name}. Put them to use with: ramune weights use ${folder} ${name}`;
