const en = {
  open: 'Help with this room',
  keys: 'Keys',
  next: 'Next',
  tour: 'Five-minute tour',
  everywhere: 'Ctrl+1 … Ctrl+6: the rooms. Ctrl+Z: undo. Ctrl+Y: do again.',
  room: {
    curate: {
      text: 'Here are the photos that the studio learns from and is tested with. Import them, give each its class, and let the studio look for labels that seem wrong, copies and blurred photos.',
      keys: '1 … 9: give the selected photos a class. 0: take it off. Arrows: move. Enter: open. Insert: crop an opened one. Delete: take out.',
      next: 'Train, once every product has at least two labelled photos. To recognise new products you need no training: go to Products.',
    },
    train: {
      text: 'Training makes the network better at telling your products apart. The recipe Quick takes a minute or two. The curves should fall; the best weights are kept and put to use.',
      keys: 'In a chart: arrows read it, + and − zoom, 0 shows all.',
      next: 'Tune, to see what the new weights do.',
    },
    tune: {
      text: 'The threshold decides how sure the studio must be. To the left more is accepted, to the right more is refused; the numbers say what that means for your photos.',
      keys: 'Arrows: move the threshold, or read a chart.',
      next: 'Products, to register what your cameras shall know.',
    },
    register: {
      text: 'Each product is known by about four photos. Adding one trains nothing: it is recognised at once. Check shows which products need better photos.',
      keys: 'Arrows, Enter and F2 in the table. Delete: take out.',
      next: 'Recognise, to try it.',
    },
    recognise: {
      text: 'Drop photos here, watch a folder or use the camera. Every answer shows the photos that speak for it. Where it is wrong, “Wrong? Teach it” adds the photo.',
      keys: 'Ctrl+V: recognise a copied picture. Esc: leave the full screen.',
      next: 'Settings, to take the model to another machine.',
    },
    settings: {
      text: 'Language and looks, the training engine, the weights that training starts from, products shared with other shops, and the export.',
      keys: '',
      next: '',
    },
  },
  step: 'Step {{n}} of {{count}}',
  back: 'Back',
  forward: 'Next',
  done: 'Finish',
  leave: 'End the tour',
  stop: {
    curate: {
      title: 'Look at the photos',
      text: 'Every photo has a class: the product it shows. Some are for training, some for validation, and some show things that are no products. Click one to select it, double-click to see it large.',
    },
    train: {
      title: 'Train quick',
      text: 'Press Start training. The frozen part of the network runs once over every photo, then the rest is trained. It takes about a minute; you can go on with the tour meanwhile.',
    },
    tune: {
      title: 'Tune the threshold',
      text: 'Below the threshold a photo is “not a product”. Once there are products, move it and watch the numbers; Use suggestion, then Save, is a good choice.',
    },
    register: {
      title: 'Register products',
      text: 'Press Add all labelled products. A new one needs a name and about four photos from different sides, or the wizard, which takes them with the camera. Nothing is trained for it.',
    },
    recognise: {
      title: 'Recognise',
      text: 'Choose or drop a photo, or switch to the camera. The answer comes at once, with the registered photos that speak for it.',
    },
  },
};

const ja: typeof en = {
  open: 'この画面のヘルプ',
  keys: 'キー操作',
  next: '次は',
  tour: '5分ツアー',
  everywhere: 'Ctrl+1 … Ctrl+6：画面の切り替え。Ctrl+Z：元に戻す。Ctrl+Y：やり直す。',
  room: {
    curate: {
      text: '学習と確認に使う写真の画面です。写真を取り込んでクラスを付けます。ラベルの間違い、同じ写真、ぼけた写真はスタジオが探します。',
      keys: '1 … 9：選んだ写真にクラスを付ける。0：外す。矢印：移動。Enter：開く。Insert：開いた写真を切り抜く。Delete：取り除く。',
      next: 'どの商品にもラベル付きの写真が2枚以上そろったら「学習」へ。新しい商品を認識するだけなら学習は要りません。「商品」へ進んでください。',
    },
    train: {
      text: '学習すると、商品の見分けがよくなります。「クイック」は1〜2分で終わります。曲線が下がっていけば順調です。最良の重みが残り、そのまま使われます。',
      keys: 'グラフでは、矢印：値を読む。+と−：拡大と縮小。0：全体。',
      next: '「しきい値」で、新しい重みの効果を確かめます。',
    },
    tune: {
      text: 'どれくらい確かなら商品と認めるかを決めます。左へ動かすと多く認め、右へ動かすと多く断ります。数字は手元の写真での結果です。',
      keys: '矢印：しきい値を動かす。グラフでは値を読む。',
      next: '「商品」で、カメラに覚えさせる商品を登録します。',
    },
    register: {
      text: '商品は4枚ほどの写真で登録します。学習はせず、すぐに認識できます。「点検」で、写真を足したほうがよい商品がわかります。',
      keys: '表では矢印、Enter、F2。Delete：削除。',
      next: '「認識」で試します。',
    },
    recognise: {
      text: '写真を置くか、フォルダーを見張るか、カメラを使います。答えには、根拠になった登録写真が付きます。違っていたら「違いますか？教える」で写真を足せます。',
      keys: 'Ctrl+V：コピーした画像を認識する。Esc：全画面を出る。',
      next: '「設定」で、モデルを別の機器へ書き出せます。',
    },
    settings: {
      text: '言語と見た目、学習エンジン、学習の出発点になる重み、ほかの店との商品の共有、書き出しの画面です。',
      keys: '',
      next: '',
    },
  },
  step: '{{count}} のうち {{n}}',
  back: '戻る',
  forward: '次へ',
  done: '終わる',
  leave: 'ツアーをやめる',
  stop: {
    curate: {
      title: '写真を見る',
      text: 'どの写真にも、写っている商品のクラスが付いています。学習用、検証用、そして商品ではないものの写真があります。クリックで選び、ダブルクリックで大きく見られます。',
    },
    train: {
      title: 'クイックで学習する',
      text: '「学習を始める」を押します。ネットワークの固定した部分を全写真に一度だけ通し、残りを学習します。1分ほどかかります。その間に先へ進めます。',
    },
    tune: {
      title: 'しきい値を決める',
      text: 'しきい値に届かない写真は「商品ではない」になります。商品を登録したら、動かして数字を見てください。迷ったら提案を使って保存します。',
    },
    register: {
      title: '商品を登録する',
      text: '「ラベル付きの商品をすべて追加」を押します。新しい商品は、名前と、向きを変えた写真4枚ほどで登録できます。ウィザードならカメラで撮れます。学習は要りません。',
    },
    recognise: {
      title: '認識する',
      text: '写真を選ぶか置くか、カメラに切り替えます。答えは、根拠になった登録写真とともにすぐ出ます。',
    },
  },
};

export const helpWords = { en, ja };
