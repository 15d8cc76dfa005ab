/**
 * The counter's page: asks about the camera's picture again and again and shows what is said. The studio's server
 * answers, or in a bundle's page what the page itself holds.
 */

const words = {
  en: {
    idle: 'Hold a product to the camera',
    start: 'Start the camera',
    stop: 'Stop the camera',
    choose: 'Take a photo…',
    sound: 'Sound',
    language: '日本語',
    stranger: 'Not one of our products',
    second: (name, score) => `Next: ${name} (${score})`,
    insecure: 'The browser gives the camera only to this machine itself. Take a photo instead.',
    noCamera: 'There is no camera, or it is not allowed. Take a photo instead.',
    refused: (why) => `The studio says: ${why}`,
    gone: 'The studio does not answer.',
    opening: 'Opening…',
    broken: 'This picture cannot be read. Choose another.',
  },
  ja: {
    idle: 'カメラに商品をかざしてください',
    start: 'カメラを開始',
    stop: 'カメラを停止',
    choose: '写真を撮る…',
    sound: '音',
    language: 'English',
    stranger: '登録された商品ではありません',
    second: (name, score) => `次に近い商品：${name}（${score}）`,
    insecure: 'ブラウザーの制限により、カメラはこの端末自身からのみ使えます。写真を撮ってください。',
    noCamera: 'カメラがないか、許可されていません。写真を撮ってください。',
    refused: (why) => `スタジオからの応答：${why}`,
    gone: 'スタジオが応答しません。',
    opening: '準備しています…',
    broken: 'この画像は読み込めません。別の画像を選んでください。',
  },
};

const at = (id) => document.getElementById(id);
const state = {
  language: navigator.language.startsWith('ja') ? 'ja' : 'en',
  on: false,
  sound: false,
  open: !globalThis.ramune,
  last: [],
};
/** Given once as `#token=…`; the address bar forgets it at once. */
const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? sessionStorage.getItem('token');
if (token) sessionStorage.setItem('token', token);
if (location.hash) history.replaceState(null, '', location.pathname);

const longestSide = 480;
const pauseAfterError = 1000;
/** A name is shown when it is the answer to most of the latest frames. */
const frames = 5;

const t = () => words[state.language];

function showWords() {
  document.documentElement.lang = state.language;
  at('start').textContent = state.on ? t().stop : t().start;
  for (const id of ['choose', 'sound', 'language']) at(id).textContent = t()[id];
  if (!state.last.length) show('idle', state.open ? t().idle : t().opening);
}

function show(kind, text, detail = '', score = 0) {
  at('answer').dataset.state = kind;
  at('answer').textContent = text;
  at('detail').textContent = detail;
  at('score').value = score;
}

async function askStudio(image) {
  const headers = {
    'content-type': image.type || 'image/jpeg',
    ...(token && { authorization: `Bearer ${token}` }),
  };
  const response = await fetch('/recognise', { method: 'POST', headers, body: image });
  const reply = await response.json();
  if (!response.ok) throw new Error(t().refused(reply.error.message));
  return reply;
}

const ask = globalThis.ramune?.recognise ?? askStudio;

/** What went wrong, for a person. */
const failureText = (error) =>
  error instanceof TypeError && ask === askStudio ? t().gone : (t()[error.message] ?? error.message);

/** The answer that most of the latest frames gave; `undefined` while they do not agree. */
function steady(reply) {
  state.last = [...state.last, reply].slice(-frames);
  const same = (other) => other.product?.id === reply.product?.id;
  return state.last.filter(same).length * 2 > Math.min(state.last.length + 1, frames) ? reply : undefined;
}

let told = null;

function showReply(reply) {
  const { product, score, runnerUp } = reply;
  const detail = runnerUp ? t().second(runnerUp.name, runnerUp.score.toFixed(2)) : '';
  show(product ? 'known' : 'stranger', product?.name ?? t().stranger, detail, score);
  if (state.sound && product && product.id !== told) beep();
  told = product?.id ?? null;
}

function beep() {
  const audio = (beep.audio ??= new AudioContext());
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = 880;
  volume.gain.setValueAtTime(0.2, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.2);
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.2);
}

function frame() {
  const video = at('camera');
  const scale = Math.min(1, longestSide / Math.max(video.videoWidth, video.videoHeight));
  const canvas = (frame.canvas ??= document.createElement('canvas'));
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext('2d').drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
}

async function watch() {
  while (state.on) {
    try {
      const reply = steady(await ask(await frame()));
      if (reply && state.on) showReply(reply);
    } catch (error) {
      state.last = [];
      show('idle', failureText(error));
      await new Promise((resolve) => setTimeout(resolve, pauseAfterError));
    }
  }
}

async function start() {
  if (!navigator.mediaDevices) return void (at('hint').textContent = t().insecure);
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    at('camera').srcObject = stream;
    await at('camera').play();
    at('hint').textContent = '';
    at('photo').hidden = true;
    state.on = true;
    void watch();
  } catch {
    at('hint').textContent = t().noCamera;
  }
  showWords();
}

function stop() {
  state.on = false;
  state.last = [];
  for (const track of at('camera').srcObject?.getTracks() ?? []) track.stop();
  at('camera').srcObject = null;
  showWords();
}

function showPhoto(file) {
  URL.revokeObjectURL(at('photo').src);
  at('photo').src = URL.createObjectURL(file);
  at('photo').hidden = false;
}

at('photo').onerror = () => (at('photo').hidden = true);
at('start').onclick = () => (state.on ? stop() : void start());
at('language').onclick = () => {
  state.language = state.language === 'ja' ? 'en' : 'ja';
  showWords();
};
at('sound').onclick = () => {
  state.sound = !state.sound;
  at('sound').setAttribute('aria-pressed', String(state.sound));
};
at('file').onchange = async () => {
  const [file] = at('file').files;
  at('file').value = '';
  if (!file) return;
  if (state.on) stop();
  showPhoto(file);
  try {
    const reply = await ask(file);
    state.last = [reply];
    showReply(reply);
  } catch (error) {
    show('idle', failureText(error));
  }
};

showWords();
globalThis.ramune?.ready.then(
  () => {
    state.open = true;
    showWords();
  },
  (error) => show('idle', error.message),
);
