import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import type { Bridge, Preferences } from '@shared/bridge';
import { languageOf } from './language';

type Purpose = Parameters<Bridge['chooseFolder']>[0];

const words: Record<
  'en' | 'ja',
  Record<
    | Purpose
    | 'photos'
    | 'weights'
    | 'zip'
    | 'saveZip'
    | 'certificate'
    | 'list'
    | 'saveList'
    | 'saveReport'
    | 'choose',
    string
  >
> = {
  en: {
    'open-project': 'Open a project folder',
    'new-project': 'Choose an empty folder for the new project',
    import: 'Choose a folder of photos',
    export: 'Choose a folder to export to',
    watch: 'Choose a folder to watch for photos',
    photos: 'Choose photos',
    weights: 'Choose a file of weights',
    zip: 'Choose a project that was packed as a zip',
    saveZip: 'Save the project as a zip',
    list: 'Choose a list of products',
    certificate: 'Choose the certificate of an authority',
    saveList: 'Save the list of products',
    saveReport: 'Save the report',
    choose: 'Choose',
  },
  ja: {
    'open-project': 'プロジェクトのフォルダーを開く',
    'new-project': '新しいプロジェクトの空のフォルダーを選ぶ',
    import: '写真のフォルダーを選ぶ',
    export: '書き出し先のフォルダーを選ぶ',
    watch: '見張るフォルダーを選ぶ',
    photos: '写真を選ぶ',
    weights: '重みのファイルを選ぶ',
    zip: 'zipにまとめたプロジェクトを選ぶ',
    saveZip: 'プロジェクトをzipに保存',
    list: '商品リストを選ぶ',
    certificate: '認証局の証明書を選ぶ',
    saveList: '商品リストを保存',
    saveReport: 'レポートを保存',
    choose: '選ぶ',
  },
};

const photoExtensions = ['jpg', 'jpeg', 'png', 'webp', 'heic', 'heif'];
const weightsExtensions = ['keras', 'h5', 'hdf5', 'json'];
const listExtensions = ['csv', 'tsv', 'txt'];

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
export const chooseWeights = (language: Preferences['language']) =>
  chooseFile(words[languageOf(language)], 'weights', 'Keras, TensorFlow.js', weightsExtensions);

/** `null` when the user closes the dialog. */
export const chooseCertificate = (language: Preferences['language']) =>
  chooseFile(words[languageOf(language)], 'certificate', 'PEM', ['pem', 'crt', 'cer']);

/** `null` when the user closes the dialog. */
export const chooseZip = (language: Preferences['language']) =>
  chooseFile(words[languageOf(language)], 'zip', 'ZIP', ['zip']);

/** `null` when the user closes the dialog. */
export const chooseList = (language: Preferences['language']) =>
  chooseFile(words[languageOf(language)], 'list', 'CSV', listExtensions);

async function chooseFile(
  word: (typeof words)[keyof typeof words],
  title: 'weights' | 'zip' | 'list' | 'certificate',
  kind: string,
  extensions: string[],
): Promise<string | null> {
  const [path] = await show({
    title: word[title],
    buttonLabel: word.choose,
    properties: ['openFile'],
    filters: [{ name: kind, extensions }],
  });
  return path ?? null;
}

/** `null` when the user closes the dialog. `name`: what the file is called unless the user says otherwise. */
export const saveList = (name: string, language: Preferences['language']) =>
  save(words[languageOf(language)].saveList, name, ['csv']);

/** `null` when the user closes the dialog. */
export async function saveZip(name: string, language: Preferences['language']): Promise<string | null> {
  const path = await save(words[languageOf(language)].saveZip, name, ['zip']);
  return path && (path.endsWith('.zip') ? path : `${path}.zip`);
}

/** `null` when the user closes the dialog. A name without an ending that says what it is becomes a PDF. */
export async function saveReport(name: string, language: Preferences['language']): Promise<string | null> {
  const path = await save(words[languageOf(language)].saveReport, name, ['pdf', 'html']);
  return path && (/\.(pdf|html)$/.test(path) ? path : `${path}.pdf`);
}

async function save(title: string, name: string, extensions: string[]): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(windowInUse(), {
    title,
    defaultPath: name,
    filters: extensions.map((extension) => ({ name: extension.toUpperCase(), extensions: [extension] })),
  });
  return canceled ? null : filePath;
}

/** The window that a dialog belongs to. */
export const windowInUse = () => BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];

async function show(options: OpenDialogOptions): Promise<string[]> {
  const { filePaths } = await dialog.showOpenDialog(windowInUse(), options);
  return filePaths;
}
