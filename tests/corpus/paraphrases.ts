/** Paraphrases of statements about the certificate, drawn with a seed, and healthy twins of them. */

/** A generator of numbers with a fixed seed (mulberry32). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

const CERTIFICATES = [
  'クライアント証明書',
  '電子証明書',
  '端末証明書',
  'デジタル証明書',
  'SSLクライアント証明書',
  'ユーザー証明書',
];
const ABSENT = ['見つかり', '確認でき', '提示され', '送信され', '検出でき', '読み取れ', '受信でき', '導入され'];
const REFUSED = ['失効して', '無効になって', '有効期限が切れて', '有効期間が満了して', '取り消されて', '期限を過ぎて'];
const DENIED: Record<string, readonly [plain: string, polite: string, past: string]> = {
  見つかり: ['見つからない', '見つかりません', '見つかりませんでした'],
  確認でき: ['確認できない', '確認できません', '確認出来ませんでした'],
  提示され: ['提示されていない', 'ご提示頂けておりません', '提示されませんでした'],
  送信され: ['送信されていない', '送信されておりません', '送られてきませんでした'],
  検出でき: ['検出できない', '検出できません', '検出されませんでした'],
  読み取れ: ['読み取れない', '読取れません', '読み取ることができませんでした'],
  受信でき: ['受信できない', '受信できません', '受信出来ませんでした'],
  導入され: ['導入されていない', '導入されておりません', '導入されていませんでした'],
};
const LEADS = ['', 'お使いのパソコンから', 'この端末では、', '申し訳ございませんが、', 'ご利用の'];
const BREAKS = [(text: string) => text, (text: string) => text.replace('証明書', '証明\n書'), (text: string) => text];
const toWide = (text: string) => text.replace(/[A-Z]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

/** A page with a statement, and its twin, in which nothing fails. */
export interface Paraphrase {
  status: number;
  title: string;
  text: string;
  sign: string;
  twin: string;
}

/** The same statements as a condition, a quotation, a question, of others, or as a schedule. */
const TWINS: readonly ((text: string) => string)[] = [
  (text) => `${text.replace('。', '')}場合は、管理者へご連絡ください。`,
  (text) => `「${text}」と表示された方は、再起動してください。`,
  (text) => `${text.replace('。', '')}ときの直し方`,
  (text) => `${text.replace('。', '')}可能性があります。`,
  (text) => `${text.replace('。', '')}かどうかをご確認ください。`,
];

/** Draws paraphrases. The same seed gives the same ones. */
export function drawParaphrases(seed: number, count: number): Paraphrase[] {
  const roll = dice(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[roll(items.length)] as Item;

  function sentence(): { text: string; sign: string } {
    const certificate = pick(CERTIFICATES);
    const particle = pick(['が', 'は']);
    if (roll(2) === 0) {
      const forms = DENIED[pick(ABSENT)] ?? ['', '', ''];
      return { text: `${pick(LEADS)}${certificate}${particle}${pick(forms)}。`, sign: 'certificate-absent' };
    }
    const end = pick(['いる。', 'います。', 'おります。']);
    return { text: `${pick(LEADS)}${certificate}${particle}${pick(REFUSED)}${end}`, sign: 'certificate-refused' };
  }

  return Array.from({ length: count }, () => {
    const { text, sign } = sentence();
    const status = pick([200, 400, 401, 403]);
    const title = status === 200 ? 'エラー' : pick(['', 'エラー', '接続不可']);
    return { status, title, text: toWide(pick(BREAKS)(text)), sign, twin: pick(TWINS)(text) };
  });
}
