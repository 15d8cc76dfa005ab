import { curateWords } from '../curate/words';
import { helpWords } from '../help/words';
import { recogniseWords } from '../recognise/words';
import { registerWords } from '../register/words';
import { settingsWords } from '../settings/words';
import { syncWords } from '../sync/words';
import { trainWords } from '../train/words';
import { tuneWords } from '../tune/words';
import { welcomeWords } from '../welcome/words';
import { appWords } from './app';
import { engineWords } from './engine';
import { errorWords } from './errors';

/** Every room keeps its own words beside it. */
export const en = {
  app: appWords.en,
  engine: engineWords.en,
  errors: errorWords.en,
  welcome: welcomeWords.en,
  help: helpWords.en,
  curate: curateWords.en,
  train: trainWords.en,
  tune: tuneWords.en,
  register: registerWords.en,
  recognise: recogniseWords.en,
  settings: settingsWords.en,
  sync: syncWords.en,
};
