import { addDataCommands } from './data-commands';
import { addRecognitionCommands } from './recognition-commands';
import { addTrainCommand } from './train-command';
import { runProgram, studioProgram } from './program';

const program = studioProgram();
addDataCommands(program);
addTrainCommand(program);
addRecognitionCommands(program);
void runProgram(program);
