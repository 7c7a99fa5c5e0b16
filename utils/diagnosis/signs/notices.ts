import type { Notices } from './read-signs.ts';

/** What a page with a status of success is that talks about error messages: questions and answers, troubleshooting. */
const HELP =
  /^[^\n]{0,20}(マニュアル|手順|注意)|(^|\n)([qa]\d*[.:、)】]|([^\n]{0,12}よくある.{0,2}質問|faq|q&a)[^\n]{0,8}(\n|$))|症状|エラーメッセージ|メッセージ一覧|トラブルシュ|困った|どう(すれ|した)/;
/** What only a system says that is running. */
const ALIVE =
  /ログアウト|ようこそ|稼[働動]中|通常(どおり|通り)|メニュー(?!画?面?[へに])|(受け?付け|登録|送信|保存|更新|申請)[^。\n]{0,4}ました|(他|ほか)の[^。\n]{0,20}(いただけ|でき|なれ)ます/;
/** Where a sentence ends. */
const END = /[。\n!?]|\. /;
/** What makes a sentence speak of what might be. */
const POSSIBILITY = /\b(if|may|might|when|whether|unless|should)\b|もし|例えば|例:/;
/** What makes the rest of a sentence depend on something, or one of several. */
const DEPENDS = /^(・|\d+[.)])|([うくすつぬむるい]と|れば|[たな]ら|場合|とき|際)[はに]?、/;
const NOW = /ただいま|只今|ただ今|現在/;
const SCHEDULE = /\d[月日時:/]|明日|翌|来週|次回|予定|毎[週月日年]|定期的|[下上]記|以下の|次の/;
const ENDED = /(メンテナンス|保守|点検|作業)[^。\n]{0,12}(終了し|完了し|再開)/;
/** Titles under which certificates are talked about. */
const NEWS = /^[^\n]{0,20}(お知らせ|サポート|ヘルプ|案内|管理|一覧|news|information|help)/;
/** It is one function that rests, and the page is well. */
const ONE_FUNCTION = /(機能|発行|表示|検索|印刷|帳票|ダウンロード|アップロード|画面)[はが]、?(現在|ただいま|只今)?、?$/;
const NOT_THE_SYSTEM = /電話|コール|窓口|問い?合わ?せ|サポート|support|call|phone/;

const YOURS =
  '((client|your)( ssl)? certificate|certificate you \\w{1,20}) ((is|was|has|been|could|either|presented|map|verification) ){0,8}';

/** What pages say: more ways to speak of certificates, that the system rests, that a proxy has answered in its place. */
export const NOTICES: Notices = {
  phrases: {
    'certificate-refused': [
      `${YOURS}(expired|revoked|untrusted|invalid|rejected|refused|denied|ill-formed|fail)`,
      `${YOURS}not (be |been |yet ){0,3}(trust|valid|accept|authori|recogni|verif|allow)`,
      '(invalid|untrusted|expired|revoked) (ssl |tls )?client certificate',
      '(有効|正し|適切)[^。\n]{1,6}?Cではあ?[りな]',
      '(無効な|失効(した|済みの)|(許可|信頼)されていない|期限切れの|別の[^。\n]{0,6})C(です|が(送信|提示|使用|選択)され)',
    ],
    'certificate-absent': [
      '(no|missing) (valid )?(ssl |tls )?client[ -]certificate(?!s? (is |was )?(required|need))',
      `${YOURS}(missing|not (been )?(found|provided|presented|sent|supplied|installed|received|detected|selected))`,
      `~(?<!no )${YOURS}(required|needed|must)`,
      '~requires?[^.\n]{0,60} client [^.\n]{0,40}certificate',
      '~(present|provide|select|install|send|supply) (an? |your )?(valid )?(ssl |tls )?client certificate',
      '~missing certificate|no certificate (was|has)',
      '認証チェーンがありませ', // Tomcat
      '~Cを(正しく)?A(し(て|なおし)|の[上う])',
      '~C(なしで|を(お持ちで|要))',
      '~クライアント認証(に失敗|[がの]?エラー|が必要)',
    ],
    'certificate-present': [
      'client certificate ((is|was|has|been|successfully|correctly|verification|authentication) ){0,8}(verified|received|accepted|installed|valid|recogni[sz]ed|authenticated|detected|succe\\w{1,20}|ok)\\b',
    ],
    maintenance: [
      '(?<!will be )(under|undergoing|performing|down for|unavailable (due to|because of|during)|offline for|in) ((a|some|scheduled|planned|emergency|system|site) ){0,6}maintenance(?! downtime or)', // not Apache's 503
      'maintenance (is )?in progress',
      '~scheduled maintenance',
      '(?<![:○×△])(メンテナンス|保守(作業|点検)?|(システム|サービス|臨時|緊急|計画)(点検|更新|停止|改修|調整))(作業|実施)?中(です|でござ|のため|に[つよ]|となって|(?=[。!、,)(|\n-]|$))',
      '(ただいま|只今|現在)、?(この|本)?(サービス|システム)[はをの]?(提供を)?(停止|休止)(して|中)',
      '(メンテナンス|保守|システムの?点検)(作業)?を?(実施|行[っな])[^。\n]{0,2}て[いお]',
      '(メンテナンス|保守|システムの?点検|システム更新|更新作業)(作業)?[^。\n]{0,4}(ため|により|に伴い|につき)[^。\n]{0,40}((停止|休止|中止)(して|中)|(いただけ|なれ|でき)ませ)',
    ],
    closed: [
      '(サービス|利用(可能)?|提供|運用|営業|業務|受付|稼[働動]|運転)時間外(です|でござ|のため|に[つよな]|とな|(?=[。!|\n-]|$))|(^|[。\n])(現在)?時間外(です|のため)',
      '(利用|サービス|稼働|運用)時間を(過ぎ|超え|経過)',
      '本日の?(ご?利用|サービス|運用|営業|オンライン)[^。\n]{0,8}終了(し|いたし|致し)(まし|て[いお])',
      '(ただいま|只今|現在|この)の?時間帯?は[^。\n]{0,20}((いただけ|なれ|でき)ませ|停止)',
      '夜間[^。\n]{0,4}ため[^。\n]{0,12}停止',
      'outside (of )?((our|the|normal) )?(service|business|operating|office|system) hours',
    ],
    proxy: [
      'proxy authentication required|cache access denied|generated [^\n]{0,90}\\(squid',
      '\\((policy_denied|authentication_failed|tcp_error)\\)', // Symantec, once Blue Coat
      '~zscaler|i-filter|intersafe|fortiguard|netskope|forcepoint|websense|web gateway|umbrella|interscan',
      '(web page|url) blocked',
      'プロキシ(サーバー?)?[^。\n]{0,12}(認証が必要|拒否|接続できませ|応答)',
    ],
  },
  isHelp: (page) => HELP.test(page),
  isRefuted({ sign, said, before, after, status }) {
    const isHealthy = status < 400;
    const page = before + said + after;
    const opening = before.split(END).at(-1) ?? '';
    const sentence = opening + said + after.split(END, 1)[0];
    if (POSSIBILITY.test(sentence)) return true;
    const isQuoted = /[「『“][^「『“」』”]*$/.test(before) || opening.split('"').length % 2 === 0;
    if (isQuoted && (isHealthy || /^[^」』”"]*[」』”"][とのが]/.test(after))) return true;
    if (isHealthy && (DEPENDS.test(opening) || ONE_FUNCTION.test(opening))) return true;
    // Desks have hours, too; they may be named in the next sentence.
    const isOfDesk = isHealthy && /^(営業|受付)/.test(said);
    if (sign === 'closed' && NOT_THE_SYSTEM.test(isOfDesk ? page : sentence)) return true;
    const isScheduled = SCHEDULE.test(sentence) && !NOW.test(sentence);
    if (sign === 'maintenance' && status < 500 && (isScheduled || ENDED.test(page))) return true;
    if (!isHealthy || sign === 'certificate-present') return false;
    if (sign.startsWith('cert')) return isScheduled || NEWS.test(page);
    // This may be about the dates that the page gives elsewhere.
    const mayBeLater = said.endsWith('ませ') && SCHEDULE.test(page) && !NOW.test(sentence);
    return isScheduled || mayBeLater || ALIVE.test(page);
  },
};
