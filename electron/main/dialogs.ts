import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import type { Bridge, Preferences } from '@shared/bridge';
import { languageOf } from './language';

type Purpose = Parameters<Bridge['chooseFolder']>[0];

const words: Record<'en' | 'ja', Record<Purpose | 'photos' | 'weights' | 'choose', string>> = {
  en: {
    'open-project': 'Open a project folder',
    'new-project': 'Choose an empty folder for the new project',
    import: 'Choose a folder of photos',
    export: 'Choose a folder to export to',
    photos: 'Choose photos',
    weights: 'Choose a file of weights',
    choose: 'Choose',
  },
  ja: {
    'open-project': 'プロジェクトのフォルダーを開く',
    'new-project': '新しいプロジェクトの空のフォルダーを選ぶ',
    import: '写真のフォルダーを選ぶ',
    export: '書き出し先のフォルダーを選ぶ',
    photos: '写真を選ぶ',
    weights: '重みのファイルを選ぶ',
    choose: '選ぶ',
  },
};

const photoExtensions = ['jpg', 'jpeg', 'png', 'webp', 'heic', 'heif'];
const weightsExtensions = ['h5', 'hdf5', 'json'];

/** `null` when the user closes the dialog. */
export async function chooseFolder(
  purpose: Purpose,
  language: Preferences['language'],
): Promise<string | null> {
  const word = words[languageOf(language)];
  const [folder] = await show({
    title: word[purpose],
    buttonLabel: word.choose,
    properties: purpose === 'open-project' ? ['openDirectory'] : ['openDirectory', 'createDirectory'],
  });
  return folder ?? null;
}

export async function choosePhotos(language: Preferences['language']): Promise<string[]> {
  const word = words[languageOf(language)];
  return show({
    title: word.photos,
    buttonLabel: word.choose,
    properties: ['openFile', 'multiSelections'],
    filters: [{ name: word.photos, extensions: photoExtensions }],
  });
}

/** `null` when the user closes the dialog. */
export async function chooseWeights(language: Preferences['language']): Promise<string | null> {
  const word = words[languageOf(language)];
  const [path] = await show({
    title: word.weights,
    buttonLabel: word.choose,
    properties: ['openFile'],
    filters: [{ name: 'Keras, TensorFlow.js', extensions: weightsExtensions }],
  });
  return path ?? null;
}

async function show(options: OpenDialogOptions): Promise<string[]> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const { filePaths } = await dialog.showOpenDialog(window, options);
  return filePaths;
}
