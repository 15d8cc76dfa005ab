import { addDataCommands } from './data-commands';
import { addProductCommands } from './product-commands';
import { addRecognitionCommands } from './recognition-commands';
import { addTrainCommand } from './train-command';
import { addMetricsCommand } from './train-metrics-command';
import { runProgram, studioProgram } from './program';
import { addServeCommand } from './serve-command';
import { addWeightsCommands } from './weights-commands';

const program = studioProgram();
addDataCommands(program);
addTrainCommand(program);
addMetricsCommand(program);
addRecognitionCommands(program);
addProductCommands(program);
addWeightsCommands(program);
addServeCommand(program);
void runProgram(program);
