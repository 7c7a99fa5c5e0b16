import type { Notices } from './read-signs.ts';

/** What a page with a status of success is that talks about error messages: questions and answers, troubleshooting. */
const HELP =
  /^[^\n]{0,20}(マニュアル|手順|注意)|(^|\n)([qa]\d*[.:、)】]|([^\n]{0,12}よくある.{0,2}質問|faq|q&a)[^\n]{0,8}(\n|$))|症状|エラーメッセージ|メッセージ一覧|トラブルシュ|困った|どう(すれ|した)/;
/** What only a system says that is running. */
const ALIVE =
  /ログアウト|ようこそ|通常(どおり|通り)|メニュー(?!画?面?[へに])|(受け?付け|登録|送信|保存|更新|申請)[^。\n]{0,4}ました|(他|ほか)の[^。\n]{0,20}(いただけ|でき|なれ)ます/;
const NOW = /ただいま|只今|ただ今|現在/;
const SCHEDULE = /\d[月日時:/]|明日|翌|来週|次回|予定|毎[週月日年]|定期的|[下上]記|以下の|次の/;
const ENDED = /(メンテナンス|保守|点検|作業)[^。\n]{0,12}(終了し|完了し|再開)/;
/** Titles under which certificates are talked about. */
const NEWS = /^[^\n]{0,20}(お知らせ|サポート|ヘルプ|案内|管理|一覧|news|information|help)/;
const NOT_THE_SYSTEM = /電話|コール|窓口|問い?合わ?せ|サポート|support|call|phone/;

/** What pages say beside certificates: that the system rests, and that a proxy has answered in its place. */
export const NOTICES: Notices = {
  phrases: {
    maintenance: [
      '(?<!will be )(under|undergoing|performing|down for|unavailable (due to|because of|during)|offline for|in) ((a|some|scheduled|planned|emergency|system|site) )*maintenance(?! downtime or)', // not Apache's 503
      'maintenance (is )?in progress',
      '~scheduled maintenance',
      '(?<![:○×△])(メンテナンス|保守(作業|点検)?|(システム|サービス|臨時|緊急|計画)(点検|更新|停止|改修|調整))(作業|実施)?中(です|でござ|のため|に[つよ]|となって|(?=[。!、,)(|\n-]|$))',
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
  isRefuted({ sign, said, sentence, page, status }) {
    if (sign === 'closed' && NOT_THE_SYSTEM.test(sentence)) return true;
    const isScheduled = SCHEDULE.test(sentence) && !NOW.test(sentence);
    if (sign === 'maintenance' && status < 500 && (isScheduled || ENDED.test(page))) return true;
    if (status >= 400 || sign === 'certificate-present') return false;
    if (sign.startsWith('cert')) return isScheduled || NEWS.test(page);
    // This may be about the dates that the page gives elsewhere.
    const mayBeLater = said.endsWith('ませ') && SCHEDULE.test(page) && !NOW.test(sentence);
    return isScheduled || mayBeLater || ALIVE.test(page);
  },
};
