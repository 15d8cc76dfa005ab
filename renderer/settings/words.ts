const en = {
  title: 'Settings',
  appearance: 'Appearance',
  language: 'Language',
  theme: 'Theme',
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  engine: {
    title: 'Training engine',
    inUse: 'in use',
    onnx: 'ONNX (onnxruntime)',
    tensorflow: 'TensorFlow',
    withGpu: 'TensorFlow.js {{version}} trains on the GPU.',
    noGpu:
      'TensorFlow.js {{version}} is installed, without a GPU; ONNX is as fast here. With an NVIDIA GPU on Linux, get the CUDA build with:',
    missing: 'ONNX needs nothing else. To train with native TensorFlow instead, close the studio and run:',
  },
  project: 'Project folder',
  show: 'Show in file manager',
  export: 'Export model…',
  exported: 'The model, the gallery and the threshold are written',
  versions: 'Versions',
  threads: 'Processor threads',
};

const ja: typeof en = {
  title: '設定',
  appearance: '表示',
  language: '言語',
  theme: 'テーマ',
  system: 'システムに合わせる',
  light: 'ライト',
  dark: 'ダーク',
  engine: {
    title: '学習エンジン',
    inUse: '使用中',
    onnx: 'ONNX（onnxruntime）',
    tensorflow: 'TensorFlow',
    withGpu: 'TensorFlow.js {{version}} が GPU で学習します。',
    noGpu:
      'TensorFlow.js {{version}} が入っています（GPU なし）。このコンピューターでは ONNX と速さは同じです。Linux と NVIDIA GPU なら CUDA 版を次で入れられます：',
    missing: 'ONNX はこのまま使えます。TensorFlow で学習するには、スタジオを閉じて次を実行してください：',
  },
  project: 'プロジェクトのフォルダー',
  show: 'フォルダーを表示',
  export: 'モデルを書き出す…',
  exported: 'モデル、登録データ、しきい値を書き出しました',
  versions: 'バージョン',
  threads: 'プロセッサのスレッド数',
};

export const settingsWords = { en, ja };
