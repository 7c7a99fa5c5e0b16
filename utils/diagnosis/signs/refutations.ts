/** Rules that discard a phrase: the text around it shows that it is not about this page, here and now. */
import type { Sign } from './signs.ts';

/** A phrase found on a page, with the text around it. All text is folded. */
export interface Statement {
  sign: Sign;
  words: string;
  before: string;
  after: string;
  status: number;
  /** The sentence with the phrase, and its part before the phrase. */
  sentence: string;
  opening: string;
  /** All text of the page. */
  page: string;
}

/** Rules by their names, by the status of the page that they apply to. */
type Refutations = Record<
  'anyStatus' | 'errorStatus' | 'successStatus',
  Record<string, (statement: Statement) => boolean>
>;

/** A page with a success status describes itself in its title, its heading or the lines below; in characters. */
const BEGINNING_LENGTH = 200;

/** A continuation that turns a statement into a possibility, or into a quotation of other pages. */
const CONDITIONS = [
  /^[ぁ-ん]{0,9}?(?<!この|その|ような)(場合|時|際)/,
  /^[ぁ-ん]{0,9}?(とき|可能性|恐れ|おそれ|か(どう|[もを確ご]|$)|[たな]ら|こと|」?、?と(?=[表出いの、「]))/,
];
/** The end of a statement of here and now. It excludes 「…されていない端末では」, and "whose certificate has expired must". */
const FINAL = /^([ぁ-ん]{0,9}?|[a-z]{0,8})([!-/:-@[-`{-~。、\n]| (and|or|until|for|at|by|right)\b|ため|$)/;
const POSSIBILITY = /\b(if|may|might|when|whether|unless|should)\b|もし|例えば|例:/;
/** The opening of a sentence that makes its rest depend on a condition, or one item of a list. */
const DEPENDENT_CLAUSE = /^(・|\d+[.)])|([うくすつぬむるい]と|れば|[たな]ら|場合|とき|際)[はに]?、/;
/** The subject of a sentence is one function; the system works. */
const ONE_FUNCTION = /(機能|発行|表示|検索|印刷|帳票|ダウンロード|アップロード|画面)[はが]、?(現在|ただいま|只今)?、?$/;
const NOW = /ただいま|只今|ただ今|現在/;
const SCHEDULE = /\d[月日時:/]|明日|翌|来週|次回|予定|毎[週月日年]|定期的|[下上]記|以下の|次の/;
const MAINTENANCE_ENDED = /(メンテナンス|保守|点検|作業)[^。\n]{0,12}(終了し|完了し|再開)/;
const HELP_DESK = /電話|コール|窓口|問い?合わ?せ|サポート|support|call|phone/;
/** Titles of pages that mention certificates in general. */
const NEWS_TITLE = /^[^\n]{0,20}(お知らせ|サポート|ヘルプ|案内|管理|一覧|news|information|help)/;
/** Words that only a running system shows. */
const RUNNING = [
  /ログアウト|ようこそ|稼[働動]中|通常(どおり|通り)|メニュー(?!画?面?[へに])/,
  /(受け?付け|登録|送信|保存|更新|申請)[^。\n]{0,4}ました/,
  /(他|ほか)の[^。\n]{0,20}(いただけ|でき|なれ)ます/,
];
/** Words of a page with a success status that explains error messages: questions and answers, troubleshooting. */
const HELP_PAGE = [
  /^[^\n]{0,20}(マニュアル|手順|注意)/,
  /(^|\n)[qa]\d*[.:、)】]/,
  /(^|\n)([^\n]{0,12}よくある.{0,2}質問|faq|q&a)[^\n]{0,8}(\n|$)/,
  /症状|エラーメッセージ|メッセージ一覧|トラブルシュ|困った|どう(すれ|した)/,
];

/** For every phrase, on probe answers too. */
export const REFUTATIONS: Refutations = {
  anyStatus: { condition: ({ after }) => matchesAny(CONDITIONS, after) },
  errorStatus: { 'good certificate': ({ sign }) => sign === 'certificate-present' },
  successStatus: {
    'below the beginning': ({ before }) => before.length > BEGINNING_LENGTH,
    'inside a sentence': ({ words, after }) => !words.endsWith('ため') && !FINAL.test(after),
  },
};

/** For pages that people open, in addition. */
export const PAGE_REFUTATIONS: Refutations = {
  anyStatus: {
    possibility: ({ sentence }) => POSSIBILITY.test(sentence),
    'help desk hours': ({ sign, sentence }) => sign === 'closed' && HELP_DESK.test(sentence),
    'maintenance ended': (statement) => isMaintenanceBelow500(statement) && MAINTENANCE_ENDED.test(statement.page),
  },
  errorStatus: {
    'maintenance schedule': (statement) => isMaintenanceBelow500(statement) && isScheduled(statement),
    'reported speech': (statement) => isQuoted(statement) && /^[^」』”"]*[」』”"][とのが]/.test(statement.after),
  },
  successStatus: {
    'help page': ({ page }) => matchesAny(HELP_PAGE, page),
    quotation: isQuoted,
    'dependent clause': ({ opening }) => DEPENDENT_CLAUSE.test(opening),
    'one function': ({ opening }) => ONE_FUNCTION.test(opening),
    // 営業 and 受付 are words for desks; the next sentence may name the desk.
    'help desk elsewhere on the page': ({ sign, words, page }) =>
      sign === 'closed' && /^(営業|受付)/.test(words) && HELP_DESK.test(page),
    schedule: (statement) => statement.sign !== 'certificate-present' && isScheduled(statement),
    'news about certificates': ({ sign, page }) =>
      isAboutCertificate(sign) && sign !== 'certificate-present' && NEWS_TITLE.test(page),
    'dates elsewhere on the page': ({ sign, words, sentence, page }) =>
      !isAboutCertificate(sign) && words.endsWith('ませ') && SCHEDULE.test(page) && !NOW.test(sentence),
    'running system': ({ sign, page }) => !isAboutCertificate(sign) && matchesAny(RUNNING, page),
  },
};

export function isAboutCertificate(sign: Sign): boolean {
  return sign.startsWith('certificate');
}

function isQuoted({ before, opening }: Statement): boolean {
  return /[「『“][^「『“」』”]*$/.test(before) || opening.split('"').length % 2 === 0;
}

function isMaintenanceBelow500({ sign, status }: Statement): boolean {
  return sign === 'maintenance' && status < 500;
}

function isScheduled({ sentence }: Statement): boolean {
  return SCHEDULE.test(sentence) && !NOW.test(sentence);
}

function matchesAny(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}
