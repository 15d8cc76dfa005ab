const en = {
  rooms: 'Rooms',
  room: {
    curate: 'Photos',
    train: 'Train',
    tune: 'Tune',
    register: 'Products',
    recognise: 'Recognise',
    settings: 'Settings',
  },
  closeProject: 'Close project',
  cancel: 'Cancel',
  engine: { starting: 'Starting…', stopped: 'Restarting…', failed: 'The engine cannot start' },
  job: {
    import: 'Importing photos',
    sample: 'Drawing the sample photos',
    model: 'Switching to the model',
    export: 'Exporting',
    report: 'Writing the report',
    register: 'Registering products',
    score: 'Scoring photos',
    weights: 'Getting the weights',
    crop: 'Looking for the products',
    survey: 'Looking over the photos',
    health: 'Comparing products',
    rate: 'Looking for a learning rate',
  },
  broken: {
    title: 'This screen has a problem',
    text: 'Your project is safe. Loading the window again usually helps.',
    reload: 'Load again',
  },
  locked: {
    title: 'The project is open in another studio',
    text: 'Two studios must not write one project. If the other one is gone, you can take it over.',
    takeOver: 'Take over',
  },
  restored: {
    title: 'The project was restored from a backup',
    text: 'Its database was damaged. What was changed after {{when}} is missing; photo files and training runs are all there. The damaged file is kept in {{aside}}.',
  },
};

const ja: typeof en = {
  rooms: '画面',
  room: {
    curate: '写真',
    train: '学習',
    tune: 'しきい値',
    register: '商品',
    recognise: '認識',
    settings: '設定',
  },
  closeProject: '閉じる',
  cancel: 'キャンセル',
  engine: { starting: '起動中…', stopped: '再起動中…', failed: 'エンジンを起動できません' },
  job: {
    import: '写真を取り込み中',
    sample: 'サンプル写真を作成中',
    model: 'モデルを切り替え中',
    export: '書き出し中',
    report: 'レポートを作成中',
    register: '商品を登録中',
    score: '写真を採点中',
    weights: '重みを取り込み中',
    crop: '商品の位置を検出中',
    survey: '写真を点検中',
    health: '商品を比べています',
    rate: '学習率を探しています',
  },
  broken: {
    title: 'この画面で問題が起きました',
    text: 'プロジェクトは無事です。ウィンドウを読み込み直してください。',
    reload: '読み込み直す',
  },
  locked: {
    title: '別のスタジオで開かれています',
    text: '一つのプロジェクトに二つのスタジオから書き込むことはできません。もう使われていなければ引き継げます。',
    takeOver: '引き継ぐ',
  },
  restored: {
    title: 'バックアップから復元しました',
    text: 'データベースが壊れていました。{{when}} より後の変更は失われています。写真のファイルと学習の記録はすべて残っています。壊れたファイルは {{aside}} にあります。',
  },
};

export const appWords = { en, ja };
