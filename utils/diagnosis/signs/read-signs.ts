import { SIGNS, type Sign } from './signs.ts';

/** How much of a page's visible text is looked at, in characters. An error page is short; what is longer is no error page. */
export const MAX_ERROR_PAGE_TEXT = 3000;
/** The same for a page that came with a status of success: only a few lines that say little but this count. */
export const MAX_NOTICE_PAGE_TEXT = 600;
/** The same of its title. */
export const MAX_TITLE = 200;
/** An error page has few elements; what has more is something to work with. */
export const MAX_ELEMENTS = 300;

/** On a page with a status of success, what it has to say comes first: in its title, its heading or the lines below. */
const NOTICE_BEGINNING = 200;

/**
 * Patterns over `foldText`'s output. One after `~` does not count on a page that came with a status of success, unless that
 * says at its top that it is an error: 「クライアント証明書が必要です」 stands on healthy pages, too. Capital letters, which folded
 * text never holds, are the `PARTS`.
 */
export type Phrases = Partial<Record<Sign, readonly string[]>>;

const PARTS: Record<string, string> = {
  /** What is done with a certificate… */
  A: '(インストール|導入|設定|登録|提示|提供|送信|選択|認識|検出|確認|取得|受信|読み[取込][れめ])',
  /** …or not: されていません, ができなかった, を行っておらず. */
  N: '([がをはも]|することが)?(正し[くい])?(され|でき|出来|行われ|いただけ|になれ|し)?(て[いお]?[りら]?)?(ませ|な[いか]|ず)',
  /** A few words of the same clause. */
  G: '、?[^、。\n「」]{0,18}?',
};

/** A certificate that can only be a client's. */
const CLIENT = '(クライアント|電子|デジタル|端末|デバイス|ユーザー?)(ssl|認証)?用?の?証明書(\\([^)\n]{0,16}\\))?';
/**
 * 証明書 alone. As part of a longer word, or as what was asked for, it is a paper of the business: 付保証明書, 該当する証明書; and
 * a サーバー証明書 is none of the PC's.
 */
const BARE = '(?<![\\p{sc=Han}\\p{sc=Kana}ー\\w]|(指定|該当|対象|申請|発行[すで済]|検索)[^。\n]{0,4})証明書';

const CERTIFICATE_PHRASES: Phrases = {
  'certificate-refused': [
    'the ssl certificate error', // nginx
    '~403\\.1[2367](?!\\d)', // IIS
    'C(の発行元)?[がはも]G(無効(で[すあ、]|[とに]なって|化され|のため|(?=[。、\n]|$))|失効(し|され)(て[いお]|まし)|取り消され|信[頼用]N|拒否され|不正で)',
    'C([がは]G|の)(有効)?期[限間][がはを]?(既に)?(切れ(て[いお]|まし|た(?!ら)|です|のため|(?=[。\n]|$))|過ぎ(て[いお]|まし)|(満了|終了)し)',
    '(?<!では、?)C[はがを](現在)?(ご?利用|使用|お使い|認証|検証|承認|許可|受け付けられ)N',
    'Cは登録N',
    '(?<!他人?の)Cで[はの]?[^。\n、「」]{0,14}?(接続|利用|アクセス|ログイン|認証|使用|許可)N',
    'C(の形式)?[がは]G((有効|正し|適切)[^。\n]{0,3}(ありませ|な[いか])|一致N)',
    'Cの(認証|検証|照合|有効性)[^。\n]{0,4}?(失敗|エラー|N)',
  ],
  'certificate-absent': [
    'no required ssl certificate was sent', // nginx
    '~403\\.7(?!\\d)', // IIS
    'C[がはもを]GAN',
    '(?<!した|[中ち済]の)C[がはも](G(に|から|では|上|内))?は?(ありませ|ございませ|見[つ当][かた][りら](ませ|な|ず)|(存在し|入って(い|おり)?|送られて[きい])(ませ|な)|[無な]い(ため|ので)|届いてい?(ませ|な)|未(導入|インストール|選択))',
    'CのA([がを]A)?(N|がありませ|に失敗)',
    '~C(が|は|(による認証|のA)が)[^、。\n]{0,12}?(必要(?!な[いく]|[はが]|あり|ござ)|要求され|必須)',
  ],
  'certificate-present': [
    'C[がは](お使い[^。\n、]{0,10}に)?(正しく|正常に|問題なく|既に)?Aが?(済みで|(され|でき)(まし|て(い|おり)ま)|完了し)',
    'C(の(導入|インストール))?を(正しく|正常に)?(A(することが)?(いたし|し|でき)|受け取り)まし',
    'Cの(確認|認証|検証)[にがは](成功|完了|でき)し?(まし|てい)',
    'C[はがに](有効です|正常です|問題は?(ありませ|ございませ))',
  ],
};

/** What turns a statement into a possibility, or into talk about what pages say. */
const CONDITION =
  /^[ぁ-ん]{0,9}?((?<!この|その|ような)(場合|時|際)|とき|可能性|恐れ|おそれ|か(どう|[もを確ご]|$)|[たな]ら|こと|」?、?と(?=[表出いの、「]))/;
/** What a statement of here and now ends in or goes on with; not so 「…されていない端末では」, nor "whose certificate has expired must". */
const FINAL = /^([ぁ-ん]{0,9}?|[a-z]{0,8})([!-/:-@[-`{-~。、\n]| (and|or|until|for|at|by|right)\b|ため|$)/;
const SAYS_ERROR = /エラー|error|拒否|denied|forbidden|40[013]/;

/** A phrase where it stands on a page; all that the page says is `before + said + after`. */
export interface Statement {
  sign: Sign;
  said: string;
  before: string;
  after: string;
  status: number;
}

/**
 * What else to look for on pages that people open. What a probe meets is a login, a refusal or the check site: for these the
 * phrases of this file do.
 */
export interface Notices {
  phrases: Phrases;
  /** Whether a page with a status of success is one that talks about error messages. */
  isHelp(page: string): boolean;
  /** Whether what stands around a statement shows that it is not about this page, here and now. */
  isRefuted(statement: Statement): boolean;
}

/**
 * Makes text comparable: full and half width alike, lower case, nothing invisible, and white space only between words of Latin
 * letters. Of line breaks and cell borders those stay, as `\n`, that don't fall inside a sentence.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, (space) => (/[\n\t]/.test(space) ? '\n' : ' '))
    .replace(/ (?=[^ -~])|(?<=[^ -~]) /g, '')
    .replace(/(?<=[a-z,])\n(?=[a-z])/g, ' ')
    .replace(
      /(?<!ません|です|ます|した|ない)\n(?=[ぁ-んー])|\n(?=[」、。)]|と[表い]|とき|場合)|(?<=[はがをにのでと、「(])\n/g,
      '',
    )
    .replace(
      /(?<=[ァ-ヶー])\n(?=[ァ-ヶー])|(?<=\p{sc=Han})\n(?!証明書)(?=\p{sc=Han})|(?<=クライアント|電子)\n(?=証明書)/gu,
      '',
    )
    .toLowerCase();
}

/** What a page can be seen to be, as the content script reads it. */
export interface PageContent {
  /** HTTP status of the page; 0 if not known. */
  status: number;
  title: string;
  /** The page's visible text; more than `MAX_ERROR_PAGE_TEXT` characters mean: no error page. */
  text: string;
  /** Whether one can type into it (a login page, a search, a form), or it is far larger than an error page. */
  isInteractive: boolean;
}

/**
 * The signs on a page: those about certificates, and of the `notices`, if any are given. A page that can be worked with has that
 * sign alone, whatever its notices say. A page with a status of success counts only if it holds little else and says so at its
 * beginning, of here and now: notices and FAQs on healthy pages quote the same words. Any text will do.
 */
export function readSigns({ status, title, text, isInteractive }: PageContent, notices?: Notices): Sign[] {
  if (isInteractive) return ['interactive'];
  const isError = status >= 400;
  if (text.length > (isError ? MAX_ERROR_PAGE_TEXT : MAX_NOTICE_PAGE_TEXT)) return [];
  const page = `${foldText(title.slice(0, MAX_TITLE))}\n${foldText(text)}`.trim();
  if (!isError && notices?.isHelp(page)) return [];
  const saysError = isError || page.split('\n', 2).some((line) => line.length < 30 && SAYS_ERROR.test(line));
  // A bare 証明書 is one of the PC's where access is refused, and where the page speaks of such ones.
  const isRefusal = isError && status < 500 && status !== 404 && status !== 410;
  const isAboutThem = isRefusal || new RegExp(`インストール|導入|${CLIENT}`).test(page);
  const parts: Record<string, string> = { ...PARTS, C: isAboutThem ? `(${CLIENT}|${BARE})` : CLIENT };

  const found = new Map<Sign, number>();
  for (const sign of SIGNS) {
    for (const phrase of [...(CERTIFICATE_PHRASES[sign] ?? []), ...(notices?.phrases[sign] ?? [])]) {
      if (phrase.startsWith('~') && !saysError) continue;
      const pattern = phrase.replace('~', '').replace(/[A-Z]/g, (name) => parts[name] ?? '');
      for (const { 0: said, index } of page.matchAll(new RegExp(pattern, 'gu'))) {
        const after = page.slice(index + said.length);
        const isDoubtful = isError
          ? sign === 'certificate-present'
          : index > NOTICE_BEGINNING || !(said.endsWith('ため') || FINAL.test(after));
        if (isDoubtful || CONDITION.test(after)) continue;
        if (notices?.isRefuted({ sign, said, before: page.slice(0, index), after, status })) continue;
        found.set(sign, Math.min(index, found.get(sign) ?? index));
      }
    }
  }
  // Of what a page says about the certificate, the first is what it is about; causes that it can think of come below.
  const isCertificate = (sign: Sign) => sign.startsWith('cert');
  const [first] = [...found].filter(([sign]) => isCertificate(sign)).sort(([, a], [, b]) => a - b);
  return [...found.keys()].filter((sign) => !isCertificate(sign) || sign === first?.[0]);
}
