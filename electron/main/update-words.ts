/** What the user is told about a newer studio. */
export const updateWords = {
  en: {
    newest: (version: string) => `Ramune Studio ${version} is the newest there is.`,
    found: (version: string) => `Ramune Studio ${version} can be had.`,
    foundDetail: (current: string) =>
      `This is ${current}. The new one is put in place when you close the studio; projects stay as they are.`,
    download: 'Download',
    notNow: 'Not Now',
    ready: (version: string) => `Ramune Studio ${version} has been downloaded.`,
    readyDetail:
      'It is put in place when you close the studio, or now. A training under way keeps the epochs it has finished.',
    restart: 'Restart Now',
    later: 'Later',
    failed: 'The new studio could not be fetched.',
    failedDetail: (reason: string) =>
      `This one goes on working. Check the connection and try again from the Help menu.\n\n${reason}`,
    notInstalled: 'The new studio could not be put in place.',
    notInstalledDetail: (reason: string) =>
      `This one goes on working. Check that you may install programs, and try again from the Help menu.\n\n${reason}`,
  },
  ja: {
    newest: (version: string) => `Ramune Studio ${version} は最新です。`,
    found: (version: string) => `Ramune Studio ${version} があります。`,
    foundDetail: (current: string) =>
      `お使いのものは ${current} です。新しいものは閉じるときに入れ替わります。プロジェクトはそのまま残ります。`,
    download: 'ダウンロード',
    notNow: '今はしない',
    ready: (version: string) => `Ramune Studio ${version} をダウンロードしました。`,
    readyDetail: '閉じるときか、今すぐ入れ替えます。学習中でも、終わったエポックは残ります。',
    restart: '今すぐ再起動',
    later: 'あとで',
    failed: '新しい Ramune Studio を取得できませんでした。',
    failedDetail: (reason: string) =>
      `今のものはそのまま使えます。接続を確かめて、「ヘルプ」メニューからもう一度お試しください。\n\n${reason}`,
    notInstalled: '新しい Ramune Studio に入れ替えられませんでした。',
    notInstalledDetail: (reason: string) =>
      `今のものはそのまま使えます。プログラムを入れる権限を確かめて、「ヘルプ」メニューからもう一度お試しください。\n\n${reason}`,
  },
};
