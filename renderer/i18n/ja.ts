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
import type { en } from './en';

export const ja: typeof en = {
  app: appWords.ja,
  engine: engineWords.ja,
  errors: errorWords.ja,
  welcome: welcomeWords.ja,
  help: helpWords.ja,
  curate: curateWords.ja,
  train: trainWords.ja,
  tune: tuneWords.ja,
  register: registerWords.ja,
  recognise: recogniseWords.ja,
  settings: settingsWords.ja,
  sync: syncWords.ja,
};
