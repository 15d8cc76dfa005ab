const en = {
  promise:
    'Teach your cameras to recognise your products. A new one needs about four photos, and no retraining.',
  sample: { title: 'Try the sample', text: 'Nine generated products, ready to train on and recognise.' },
  start: { title: 'Start with my photos', text: 'Make a project in an empty folder and import photos.' },
  open: { title: 'Open a project', text: 'Go on where you stopped.' },
  tour: 'New here? Take the five-minute tour',
  unpack: 'Unpack a project from a zip…',
  recent: 'Recent projects',
  forget: 'Take {{name}} off this list',
};

const ja: typeof en = {
  promise: 'カメラに店の商品を覚えさせましょう。新しい商品は写真4枚ほどで登録でき、再学習は要りません。',
  sample: { title: 'サンプルで試す', text: '生成した9商品の写真で、学習から認識まで試せます。' },
  start: { title: '自分の写真で始める', text: '空のフォルダーにプロジェクトを作り、写真を取り込みます。' },
  open: { title: 'プロジェクトを開く', text: '前回の続きから始めます。' },
  tour: 'はじめての方へ：5分ツアー',
  unpack: 'zipにまとめたプロジェクトを開く…',
  recent: '最近のプロジェクト',
  forget: '{{name}} を一覧から外す',
};

export const welcomeWords = { en, ja };
