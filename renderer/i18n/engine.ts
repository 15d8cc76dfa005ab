const en = {
  restarted: {
    title: 'The engine was restarted',
    message: 'It had stopped unexpectedly. Your project is open again and nothing was lost.',
  },
};

const ja: typeof en = {
  restarted: {
    title: 'エンジンを再起動しました',
    message: '予期せず停止しましたが、プロジェクトは開き直され、何も失われていません。',
  },
};

export const engineWords = { en, ja };
