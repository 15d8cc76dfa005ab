import type { ErrorCode } from '@shared/errors';

type Words = Record<ErrorCode, { title: string; todo: string }>;

/** What each error means and what to do about it. */
export const errorWords: { en: Words; ja: Words } = {
  en: {
    'bad-request': { title: 'That cannot be done', todo: 'Check what you entered and try again.' },
    'zip-broken': {
      title: 'This zip is not a whole project',
      todo: 'Pack the project again, or copy the zip again.',
    },
    'zip-too-large': {
      title: 'Too large for a zip',
      todo: 'Copy the project’s folder instead; it can be opened anywhere.',
    },
    'bundle-broken': { title: 'The bundle is not whole', todo: 'Copy it again, or export it again.' },
    'bundle-newer': { title: 'The bundle is from a newer studio', todo: 'Update Ramune Studio to read it.' },
    cancelled: { title: 'Cancelled', todo: 'Nothing more will happen.' },
    'code-taken': { title: 'Another product has this code', todo: 'Check the code on the label.' },
    'disk-full': { title: 'The disk is full', todo: 'Free some space, then try again. Nothing was lost.' },
    'drive-gone': {
      title: 'The drive does not answer',
      todo: 'Connect it again, then open the project again. What was saved is on it.',
    },
    'engine-failed': {
      title: 'The engine cannot start',
      todo: 'Load the window again. If that does not help, report it with the log: Help → Open the Log Folder.',
    },
    'engine-gone': { title: 'The engine stopped', todo: 'It is being started again. Then try once more.' },
    'engine-unavailable': {
      title: 'This training engine is not installed',
      todo: 'Settings tells how to get it. ONNX works without it.',
    },
    internal: {
      title: 'Something went wrong',
      todo: 'Try again. If it keeps happening, report it with the log: Help → Open the Log Folder.',
    },
    locked: { title: 'The project is open elsewhere', todo: 'Close it in the other studio first.' },
    'name-taken': { title: 'This name is taken', todo: 'Choose another name.' },
    'no-detector': {
      title: 'Products cannot be looked for in photos here',
      todo: 'This studio was built without its detector. Draw the boxes, or build it again with a network.',
    },
    'no-photos': { title: 'There are no photos to use', todo: 'Import photos and label them first.' },
    'no-products': {
      title: 'No product is registered yet',
      todo: 'Register one from about four photos first.',
    },
    'no-project': { title: 'No project is open', todo: 'Open a project first.' },
    'not-a-project': { title: 'This is not a project', todo: 'Choose the folder that holds ramune.db.' },
    'not-empty': { title: 'This folder is not empty', todo: 'Choose a new or empty folder.' },
    'not-found': { title: 'It is not there any more', todo: 'It may have been moved or removed.' },
    'photo-broken': { title: 'A photo cannot be read', todo: 'It may be damaged. Use another photo.' },
    'project-damaged': {
      title: 'The project’s database is damaged',
      todo: 'Open the project again: it is restored from its last good backup, if it has one.',
    },
    'project-links': {
      title: 'The project is not safe to open',
      todo: 'It holds a link to another place. Put what it links to in its place, if you trust it.',
    },
    'project-newer': {
      title: 'The project is from a newer studio',
      todo: 'Update Ramune Studio to open it.',
    },
    'read-only': {
      title: 'This place cannot be written to',
      todo: 'Check its permissions, or choose another folder.',
    },
    'registry-newer': {
      title: 'The shared registry is newer than this studio',
      todo: 'Update Ramune Studio to share products again. Your changes wait meanwhile.',
    },
    'registry-refused': {
      title: 'The server does not let this studio in',
      todo: 'Check user name, password, database and the account’s rights.',
    },
    'registry-tls': {
      title: 'The connection would not be safe',
      todo: 'Give the file of the authority that signed the server’s certificate, or check the server’s name.',
    },
    'registry-unreachable': {
      title: 'The server cannot be reached',
      todo: 'Check the network and the address. Work goes on; your changes are sent later.',
    },
    'run-in-use': {
      title: 'The weights of this run are in use',
      todo: 'Use those of another run, or the bundled network, first.',
    },
    'run-photos': {
      title: 'The run’s photos are no longer the same',
      todo: 'Put the photo back with its label and not for testing, or start a new run.',
    },
    'tensorflow-download': {
      title: 'TensorFlow could not be fetched',
      todo: 'Check the network and try again. Until then ONNX trains as well.',
    },
    'training-burst': {
      title: 'All photos of a product are from one moment',
      todo: 'Take some at another time, or set some for validation by hand.',
    },
    'training-busy': { title: 'A run is under way', todo: 'Cancel it or wait until it ends.' },
    'training-collapsed': {
      title: 'Training collapsed',
      todo: 'The best weights are kept. Use a lower learning rate.',
    },
    'training-data': {
      title: 'There is too little to train on',
      todo: 'Each product needs at least two labelled photos, and not all of them set for validation.',
    },
    'weights-broken': {
      title: 'The weights cannot be read',
      todo: 'Choose a Keras .keras or .h5 file, or the model.json of a TensorFlow.js layers model.',
    },
    'weights-download': {
      title: 'The weights could not be fetched',
      todo: 'Check the network and try again, or get the file elsewhere and import it.',
    },
    'weights-unfit': {
      title: 'The weights are of another network',
      todo: 'Choose a file of Keras’s MobileNetV2 with width 1.0.',
    },
  },
  ja: {
    'bad-request': { title: 'この操作はできません', todo: '入力を確かめて、もう一度お試しください。' },
    'zip-broken': {
      title: 'プロジェクトのzipとして完全ではありません',
      todo: 'もう一度まとめるか、zipをコピーし直してください。',
    },
    'zip-too-large': {
      title: 'zipにするには大きすぎます',
      todo: 'プロジェクトのフォルダーをそのままコピーしてください。',
    },
    'bundle-broken': {
      title: 'バンドルが完全ではありません',
      todo: 'コピーし直すか、もう一度書き出してください。',
    },
    'bundle-newer': {
      title: '新しい版で作られたバンドルです',
      todo: 'Ramune Studio を更新してください。',
    },
    cancelled: { title: 'キャンセルしました', todo: 'これ以上の処理は行われません。' },
    'code-taken': { title: 'このコードは別の商品のものです', todo: 'ラベルのコードを確かめてください。' },
    'disk-full': {
      title: 'ディスクがいっぱいです',
      todo: '空きを作ってからやり直してください。データは失われていません。',
    },
    'drive-gone': {
      title: 'ドライブが応答しません',
      todo: 'つなぎ直してから、プロジェクトを開き直してください。保存した内容はドライブに残っています。',
    },
    'engine-failed': {
      title: 'エンジンを起動できません',
      todo: 'ウィンドウを読み込み直してください。直らないときは、ログ（ヘルプ → ログのフォルダーを開く）を添えてご報告ください。',
    },
    'engine-gone': {
      title: 'エンジンが停止しました',
      todo: '再起動しています。その後もう一度お試しください。',
    },
    'engine-unavailable': {
      title: 'この学習エンジンは入っていません',
      todo: '入れ方は「設定」にあります。ONNX ならそのまま使えます。',
    },
    internal: {
      title: '問題が起きました',
      todo: 'もう一度お試しください。続くようなら、ログ（ヘルプ → ログのフォルダーを開く）を添えてご報告ください。',
    },
    locked: { title: 'プロジェクトはほかで開かれています', todo: '先にそちらのスタジオで閉じてください。' },
    'name-taken': { title: 'この名前は使われています', todo: '別の名前を付けてください。' },
    'no-detector': {
      title: 'ここでは写真から商品を探せません',
      todo: '商品を探す部品がありません。枠を手で描くか、ネットワークにつないで組み立て直してください。',
    },
    'no-photos': { title: '使える写真がありません', todo: '先に写真を取り込み、ラベルを付けてください。' },
    'no-products': { title: '商品がまだ登録されていません', todo: '先に写真4枚ほどで登録してください。' },
    'no-project': { title: 'プロジェクトが開かれていません', todo: '先にプロジェクトを開いてください。' },
    'not-a-project': {
      title: 'プロジェクトではありません',
      todo: 'ramune.db のあるフォルダーを選んでください。',
    },
    'not-empty': {
      title: 'フォルダーが空ではありません',
      todo: '新しいフォルダーか空のフォルダーを選んでください。',
    },
    'not-found': { title: '見つかりません', todo: '移動または削除されたようです。' },
    'photo-broken': {
      title: '読めない写真があります',
      todo: '壊れているようです。別の写真をお使いください。',
    },
    'project-damaged': {
      title: 'プロジェクトのデータベースが壊れています',
      todo: '開き直すと、無事なバックアップがあれば最後のものから復元します。',
    },
    'project-links': {
      title: '安全に開けないプロジェクトです',
      todo: '別の場所へのリンクが入っています。信頼できる場合は、リンクを実体に置き換えてください。',
    },
    'project-newer': {
      title: '新しい版のスタジオのプロジェクトです',
      todo: 'Ramune Studio を更新してください。',
    },
    'read-only': {
      title: 'ここには書き込めません',
      todo: '権限を確かめるか、別のフォルダーを選んでください。',
    },
    'registry-newer': {
      title: '共有の登録データがこのスタジオより新しい版です',
      todo: 'Ramune Studio を更新してください。それまで変更は手元に残ります。',
    },
    'registry-refused': {
      title: 'サーバーに接続を拒否されました',
      todo: 'ユーザー名、パスワード、データベース名、アカウントの権限を確かめてください。',
    },
    'registry-tls': {
      title: '安全に接続できません',
      todo: 'サーバー証明書の認証局のファイルを指定するか、サーバー名を確かめてください。',
    },
    'registry-unreachable': {
      title: 'サーバーに接続できません',
      todo: 'ネットワークとアドレスを確かめてください。作業は続けられ、変更は後で送られます。',
    },
    'run-in-use': {
      title: 'この学習の重みを使用中です',
      todo: '先に、別の学習の重みか付属のネットワークに切り替えてください。',
    },
    'run-photos': {
      title: 'この学習の写真が変わっています',
      todo: '写真とラベルを元に戻してテスト用から外すか、新しい学習を始めてください。',
    },
    'tensorflow-download': {
      title: 'TensorFlow を取得できませんでした',
      todo: 'ネットワークを確かめてやり直してください。それまでは ONNX で学習できます。',
    },
    'training-burst': {
      title: 'すべて同じ瞬間に撮られた商品があります',
      todo: '別のときにも撮るか、何枚かを手で検証用にしてください。',
    },
    'training-busy': { title: '学習の途中です', todo: '終わるまで待つか、中止してください。' },
    'training-collapsed': {
      title: '学習が崩れました',
      todo: '最良の重みは残っています。学習率を下げてください。',
    },
    'training-data': {
      title: '学習するには写真が足りません',
      todo: 'どの商品にもラベル付きの写真が2枚以上必要で、そのすべてを検証用にはできません。',
    },
    'weights-broken': {
      title: '重みを読み込めません',
      todo: 'Keras の .keras か .h5 ファイルか、TensorFlow.js レイヤーモデルの model.json を選んでください。',
    },
    'weights-download': {
      title: '重みを取得できませんでした',
      todo: 'ネットワークを確かめてやり直すか、別の手段でファイルを入手して取り込んでください。',
    },
    'weights-unfit': {
      title: '別のネットワークの重みです',
      todo: 'Keras の MobileNetV2（幅 1.0）のファイルを選んでください。',
    },
  },
};
