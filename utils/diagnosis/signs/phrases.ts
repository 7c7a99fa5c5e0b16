/**
 * The wording by which a page gives a sign. A phrase is a pattern over text that `foldText` has folded: lower case,
 * half-width, `\n` only between sentences. `{placeholders}` stand for `PLACEHOLDERS`.
 */
import type { Sign } from './signs.ts';

interface SignPhrases {
  /** Count on every page. */
  anywhere?: readonly string[];
  /** Count with an error status or an error named at the top; ordinary on healthy pages: 「クライアント証明書が必要です」. */
  onErrorPages?: readonly string[];
}

type PhraseTable = Partial<Record<Sign, SignPhrases>>;

/** A client certificate by a name that only a client's can have. */
export const CLIENT_CERTIFICATE =
  '(クライアント|電子|デジタル|端末|デバイス|ユーザー?)(ssl|認証)?用?の?証明書(\\([^)\n]{0,16}\\))?';
/**
 * 証明書 alone. In a longer word, or as the object of a request, it is a business document: 付保証明書, 該当する証明書. A サーバー証明書
 * is not the PC's either.
 */
export const BARE_CERTIFICATE =
  '(?<![\\p{sc=Han}\\p{sc=Kana}ー\\w]|(指定|該当|対象|申請|発行[すで済]|検索)[^。\n]{0,4})証明書';

/** Patterns for the placeholders. `readSigns` adds `{cert}`, the certificate: its meaning depends on the page. */
export const PLACEHOLDERS = {
  /** A verb for using a certificate… */
  use: '(インストール|導入|設定|登録|提示|提供|送信|選択|認識|検出|確認|取得|受信|読み[取込][れめ])',
  /** …and its negation: されていません, ができなかった, を行っておらず. */
  not:
    '([がをはも]|することが)?(正し[くい])?' +
    '(され|でき|出来|行われ|いただけ|になれ|し)?(て[いお]?[りら]?)?(ませ|な[いか]|ず)',
  /** A few words of the same clause. */
  gap: '、?[^、。\n「」]{0,18}?',
  /** "your client certificate was", with its variants. */
  yours:
    '((client|your)( ssl)? certificate|certificate you \\w{1,20}) ' +
    '((is|was|has|been|could|either|presented|map|verification) ){0,8}',
};

/** Phrases about certificates. A probe needs no others: it meets a login page, a refusal or the check site. */
export const CERTIFICATE_PHRASES: PhraseTable = {
  'certificate-refused': {
    anywhere: [
      'the ssl certificate error', // nginx
      '{cert}(の発行元)?[がはも]{gap}(無効(で[すあ、]|[とに]なって|化され|のため|(?=[。、\n]|$))|' +
        '失効(し|され)(て[いお]|まし)|取り消され|信[頼用]{not}|拒否され|不正で)',
      '{cert}([がは]{gap}|の)(有効)?期[限間][がはを]?(既に)?' +
        '(切れ(て[いお]|まし|た(?!ら)|です|のため|(?=[。\n]|$))|過ぎ(て[いお]|まし)|(満了|終了)し)',
      '(?<!では、?){cert}[はがを](現在)?(ご?利用|使用|お使い|認証|検証|承認|許可|受け付けられ){not}',
      '{cert}は登録{not}',
      '(?<!他人?の){cert}で[はの]?[^。\n、「」]{0,14}?(接続|利用|アクセス|ログイン|認証|使用|許可){not}',
      '{cert}(の形式)?[がは]{gap}((有効|正し|適切)[^。\n]{0,3}(ありませ|な[いか])|一致{not})',
      '{cert}の(認証|検証|照合|有効性)[^。\n]{0,4}?(失敗|エラー|{not})',
    ],
    onErrorPages: ['403\\.1[2367](?!\\d)'], // IIS
  },
  'certificate-absent': {
    anywhere: [
      'no required ssl certificate was sent', // nginx
      '{cert}[がはもを]{gap}{use}{not}',
      '(?<!した|[中ち済]の){cert}[がはも]({gap}(に|から|では|上|内))?は?(ありませ|ございませ|見[つ当][かた][りら](ませ|な|ず)|' +
        '(存在し|入って(い|おり)?|送られて[きい])(ませ|な)|[無な]い(ため|ので)|届いてい?(ませ|な)|未(導入|インストール|選択))',
      '{cert}の{use}([がを]{use})?({not}|がありませ|に失敗)',
    ],
    onErrorPages: [
      '403\\.7(?!\\d)', // IIS
      '{cert}(が|は|(による認証|の{use})が)[^、。\n]{0,12}?(必要(?!な[いく]|[はが]|あり|ござ)|要求され|必須)',
    ],
  },
  'certificate-present': {
    anywhere: [
      '{cert}[がは](お使い[^。\n、]{0,10}に)?(正しく|正常に|問題なく|既に)?{use}が?(済みで|(され|でき)(まし|て(い|おり)ま)|完了し)',
      '{cert}(の(導入|インストール))?を(正しく|正常に)?({use}(することが)?(いたし|し|でき)|受け取り)まし',
      '{cert}の(確認|認証|検証)[にがは](成功|完了|でき)し?(まし|てい)',
      '{cert}[はがに](有効です|正常です|問題は?(ありませ|ございませ))',
    ],
  },
};

/** More phrases for pages that people open: about certificates, service that is suspended, the answer of a proxy. */
export const PAGE_PHRASES: PhraseTable = {
  'certificate-refused': {
    anywhere: [
      '{yours}(expired|revoked|untrusted|invalid|rejected|refused|denied|ill-formed|fail)',
      '{yours}not (be |been |yet ){0,3}(trust|valid|accept|authori|recogni|verif|allow)',
      '(invalid|untrusted|expired|revoked) (ssl |tls )?client certificate',
      '(有効|正し|適切)[^。\n]{1,6}?{cert}ではあ?[りな]',
      '(無効な|失効(した|済みの)|(許可|信頼)されていない|期限切れの|別の[^。\n]{0,6}){cert}(です|が(送信|提示|使用|選択)され)',
    ],
  },
  'certificate-absent': {
    anywhere: [
      '(no|missing) (valid )?(ssl |tls )?client[ -]certificate(?!s? (is |was )?(required|need))',
      '{yours}(missing|not (been )?(found|provided|presented|sent|supplied|installed|received|detected|selected))',
      '認証チェーンがありませ', // Tomcat
    ],
    onErrorPages: [
      '(?<!no ){yours}(required|needed|must)',
      'requires?[^.\n]{0,60} client [^.\n]{0,40}certificate',
      '(present|provide|select|install|send|supply) (an? |your )?(valid )?(ssl |tls )?client certificate',
      'missing certificate|no certificate (was|has)',
      '{cert}を(正しく)?{use}(し(て|なおし)|の[上う])',
      '{cert}(なしで|を(お持ちで|要))',
      'クライアント認証(に失敗|[がの]?エラー|が必要)',
    ],
  },
  'certificate-present': {
    anywhere: [
      'client certificate ((is|was|has|been|successfully|correctly|verification|authentication) ){0,8}' +
        '(verified|received|accepted|installed|valid|recogni[sz]ed|authenticated|detected|succe\\w{1,20}|ok)\\b',
    ],
  },
  maintenance: {
    anywhere: [
      '(?<!will be )(under|undergoing|performing|down for|unavailable (due to|because of|during)|offline for|in) ' +
        '((a|some|scheduled|planned|emergency|system|site) ){0,6}maintenance(?! downtime or)', // not Apache's 503
      'maintenance (is )?in progress',
      '(?<![:○×△])(メンテナンス|保守(作業|点検)?|(システム|サービス|臨時|緊急|計画)(点検|更新|停止|改修|調整))' +
        '(作業|実施)?中(です|でござ|のため|に[つよ]|となって|(?=[。!、,)(|\n-]|$))',
      '(ただいま|只今|現在)、?(この|本)?(サービス|システム)[はをの]?(提供を)?(停止|休止)(して|中)',
      '(メンテナンス|保守|システムの?点検)(作業)?を?(実施|行[っな])[^。\n]{0,2}て[いお]',
      '(メンテナンス|保守|システムの?点検|システム更新|更新作業)(作業)?[^。\n]{0,4}(ため|により|に伴い|につき)' +
        '[^。\n]{0,40}((停止|休止|中止)(して|中)|(いただけ|なれ|でき)ませ)',
    ],
    onErrorPages: ['scheduled maintenance'],
  },
  closed: {
    anywhere: [
      '(サービス|利用(可能)?|提供|運用|営業|業務|受付|稼[働動]|運転)時間外(です|でござ|のため|に[つよな]|とな|(?=[。!|\n-]|$))',
      '(^|[。\n])(現在)?時間外(です|のため)',
      '(利用|サービス|稼働|運用)時間を(過ぎ|超え|経過)',
      '本日の?(ご?利用|サービス|運用|営業|オンライン)[^。\n]{0,8}終了(し|いたし|致し)(まし|て[いお])',
      '(ただいま|只今|現在|この)の?時間帯?は[^。\n]{0,20}((いただけ|なれ|でき)ませ|停止)',
      '夜間[^。\n]{0,4}ため[^。\n]{0,12}停止',
      'outside (of )?((our|the|normal) )?(service|business|operating|office|system) hours',
    ],
  },
  proxy: {
    anywhere: [
      'proxy authentication required|cache access denied|generated [^\n]{0,90}\\(squid',
      '\\((policy_denied|authentication_failed|tcp_error)\\)', // Symantec, formerly Blue Coat
      '(web page|url) blocked',
      'プロキシ(サーバー?)?[^。\n]{0,12}(認証が必要|拒否|接続できませ|応答)',
    ],
    onErrorPages: ['zscaler|i-filter|intersafe|fortiguard|netskope|forcepoint|websense|web gateway|umbrella|interscan'],
  },
};
