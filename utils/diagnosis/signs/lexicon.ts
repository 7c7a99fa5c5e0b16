/**
 * The words by which pages are read. A row is a concept, written as one letter; a new wording is one word in one row.
 * Words are folded as pages are (width, katakana, spellings). `_` is a space, `-` at the end allows any ending in Latin
 * letters. The longest word wins. A row of several letters stands for several concepts in a row.
 */
export const LEXICON = {
  // Things.
  /** A certificate; `tokenize` makes it a `C` (the PC's own) or a `D` (a document, a server's). */
  c: '証明書 用証明書 certificate certificates 証明書情報 しょうめいしょ 証明書の検査 証明書の照合',
  C: 'クライアント認証 client_auth- client_verif- ssl_client_verify 再ネゴシエーション',
  D: '証明書類 本人確認の証明書',
  /** The PC and its user: whose certificate it is, and where it is missing. */
  π: '端末 デバイス 機器 パソコン pc ブラウザー browser- device computer',
  o: 'クライアント 電子 デジタル ユーザー 利用者 お使いの ご使用の ご使用中の ご利用の ご利用中の お手元の client client’s peer your you x509 x.509 digital user ディジタル',
  S: 'システム サービス サイト 画面 ページ ポータル まもりす オンライン アプリ クラウド system service services site website portal application app page we',
  V: 'サーバー データベース バックエンド server database db backend upstream',
  /** What the company works on: houses, equipment, documents. */
  H: '住宅 外壁 屋根 昇降機 エレベーター 設備 ポンプ 工事 物件 写真 建物 会議室 集会室 施設 給湯 施主 検査 棟 契約 店舗 house houses roof walls building estates',
  P: 'プロキシ プロクシ 中継 社内ゲートウェイ ゲートウェイ キャッシュ proxy gateway cache',
  /** Words that only a relay's or a filter's own page has. */
  ρ: 'cache_access_denied proxy_authentication_required (squid (policy_denied (authentication_failed (tcp_error (dns_unresolved_hostname (content_filter_denied web_page_blocked url_blocked application_blocked site_blocked apachetrafficserver pfblockerng dansguardian e2guardian',
  /** Names of filters. */
  β: 'zscaler i-filter i-フィルター intersafe fortiguard fortigate fortinet netskope forcepoint websense web_gateway umbrella interscan sophos watchguard sonicwall k9_web_protection zentyal eset webフィルタ blue_coat ウイルス対策 保護機能 セキュリティソフト antivirus norton mcafee trend_micro kaspersky ウイルスバスター',
  R: '規程 規定 規則 ルール ポリシー 方針 社内 会社 当社 組織 学校 組合 利用基準 policy policies acceptable_use company company’s organization organization’s corporate employer rules 当庁 当校 当行 庁内 院内 学内 校内',
  B: 'ブロック 遮断 規制 制限 禁止 禁じ フィルター フィルタ 止めました block- restrict- prohibit- violat- filter- banned exclud- 閲覧を止め',
  K: 'カテゴリ カテゴリー 区分 分類 業務外 管理者 業務に関係 category categor- administrator inappropriate 危険な 有害 malicious phishing dangerous',
  T: '電話 窓口 コール デスク phone call support desk 支所 定休 来所',
  E: '障害が 障害のため 障害により 障害発生 不具合です 内部の不具合 異常終了 予期せぬ 予期しない 内部エラー 内部で 問題が発生 エラーが発生 システムエラー サーバーエラー 例外 went_wrong fatal_error exception internal_error internal_problem unexpected_error application_error runtime_error server_error requested_url_was_rejected session_could_not_be_established http_50- connection_timed_out connection_refused java.lang stack_trace traceback 不具合が 異常が 中断し fatal: too_many_clients',
  e: 'エラー error 切断 お断り 打切 oops stopped forbidden unauthorized',
  M: 'メンテナンス メンテ 保守 点検 更新作業 移設作業 システム更新 システム改修 システム調整 計画停止 臨時停止 maintenance upgraded updates upgrade 移行作業 復旧作業 計画停電 scheduled_work 入れ替え 入替 切替 増強 アップデート アップグレード upgrades データ移行 バージョンアップ 更改 ほしゅ deployment',
  /** Out of hours; hours. */
  O: '時間外 outside じかんがい 受付前 営業前 開始前 起動前',
  Oj: '時間外のため',
  Og: '時間外の',
  h: '時間帯 ただいまの時間 この時間 利用時間 サービス時間 提供時間 運用時間 稼働時間 夜間 hours 取扱時間',
  /** Login and connection. */
  A: '認証 ログイン ログオン サインイン サインオン 接続 アクセス 通信 authenticat- login log_in sign_in sign-in sign-on connect- access せつぞく 本人確認',
  I: '発行者 発行元 発行機関 認証局 issuer authority chain',
  Y: '期限 期間 有効期限 有効期間 開始日 利用開始日 利用開始前 expires expiry',
  L: 'リスト 台帳 名簿 一覧 list truststore',
  W: '選択画面 小窓 ダイアログ prompt dialog',
  // Predicates.
  /** To be there. */
  F: '提示 掲示 送信 送られ 送って お送り 送り 提供 届い 届か 見つか 見つけ 見当 検出 取得 受信 受取 受領 読取 読込 読出 認識 確認 インストール インポート 導入 設定 選択 選ば 選び 選ん 選ぶ 存在 入って 入れて 組込 渡さ 渡し 示し 示さ 付いて あり ござい 持って お持ち 所持 格納 配布 応答 present- provid- suppl- sent send- found find install- receiv- detect- select- chosen choose offer- attach- submit- exist- get got forward- return- セット 検知',
  r: '登録 regist- enroll-',
  /** To be good for something. */
  G: '有効 信頼 信用 許可 許さ 承認 認可 一致 合致 利用 使用 使え 使い 使う 使って お使い 受入 受付 認め 照合 検証 取扱 正し 適切 対応 ではあり ではござい くあり 載って 合わ valid trust- accept- authoriz- authoris- recogni- verif- allow- permit- match- approv- belong- validat- known know usable used available ものではあり 発行したものではあり 発行されたものではあり 合格 含まれ',
  X: '失効 取消 無効 不正 期限切 切れ 過ぎ 経過 満了 不一致 異な 違 拒否 誤っ 不適切 廃止 破損 別の 以外の 有効期間外 有効期限外 未登録 未承認 未許可 不許可 expir- revok- invalid untrusted reject- refus- denied ill-formed mismatch- wrong self-signed self_signed unknown another different bad revocation きげんぎれ 不可 を迎え 失効処理 取消処理 誤り 不備',
  Z: 'なし 無し 未 不在 missing empty none lacks がない がなかっ がなく',
  Q: '必要 必須 要し 要す 求め 要求 required requires require need needs needed must mandatory',
  J: '失敗 不成立 取りやめ タイムアウト 中止 fail- unsuccessful unable gave_up',
  x: '閉じ 押さ キャンセル dismiss- cancel- closed timed_out',
  t: '停止 休止 閉鎖 止めて 締切 締め切 見合わせ 見合せ 閉めさせ ていし 差し止め 差止',
  τ: 'down unavailable offline suspended',
  d: '終了 終わ 終え 完了 再開 復旧 解消 解決 finished completed resolved しゅうりょう',
  s: '成功 済 ok 正常 問題な 問題は 有効です 有効である success-',
  /** To make and send documents: 発行, 申請. */
  b: '発行 申請 交付 申込 ダウンロード 作成 署名 再発行 issue issues',
  // Results that software words by itself: nothing came; one came and failed.
  CZ: 'renegotiation did_not_return_a_certificate 403.7 認証チェーンがありませ',
  CX: 'the_ssl_certificate_error 403.12 403.13 403.16 403.17 certificate_verify_failed failed:certificate failed:unable unable_to_get_local_issuer',
  Gp: 'accepted verified recognized recognised authenticated validated',
  Fp: 'received installed detected',
  /** Labels of what a page has to say. */
  λ: '理由 内容 メッセージ 結果 状況 reason message detail',
  /** A network that asks before it opens. */
  ω: 'wi-fi ワイファイ インターネット接続 ゲストネットワーク guest_network captive 検疫 hotspot インターネットを 通信量',
  // Grammar.
  n: 'ない なかっ なくなっ ず、 ずに ておらず できず なくなり なき',
  ni: 'ないと、',
  N: 'ません まへん',
  '!': 'no without',
  '~': 'not never cannot can’t n’t didn’t doesn’t isn’t wasn’t hasn’t couldn’t',
  /** A state, or work in progress. */
  m: '中 います おります れています れております れている っています っております under undergoing performing in_progress being under_way さなか 最中',
  Mm: 'swapping upgrading updating migrating replacing rebuilding',
  mj: '中につき 中のため 中により',
  'm,': 'おり、',
  v: 'ています ております ている ておる しています しております している 行なっています 行っています 行っております 実施しています 進めています 進めております 続けています 続けております',
  /** 本日の受付は終了しました; a date of today announces, too. */
  θ: '本日 ほんじつ',
  w: 'ただいま 現在 今 currently now at_the_moment right_now まだ',
  f: '予定 明日 来週 来月 次回 翌日 以降 以後 今後 毎週 毎月 毎年 定期的 まもなく 下記 以下 上記 期間中 します いたします させていただきます will tomorrow yesterday planned',
  p: 'ました でした いたしました',
  i: 'てしまっ につい ましたか 場合 とき 時は 際は 際に 際や なら たら れば と表示 と出 という ことを ことがあ ことも いと、 ると、 うと、 ましたら ますか ませんか っていますか れていますか ていますか かどうか か確認 かを if when whether unless',
  g: '他人の 旧 スマートフォン 方は 方へ 方が 方の 方に 方で',
  u: '可能性 恐れ おそれ かも 考えられ causes may might whose',
  y: 'ください 願い please こと。',
  z: 'を',
  δ: 'では',
  '>i': '」と 」が 」の 』と "と ”と',
  j: 'ため ので から につき により に伴い due_to because',
  k: 'が、 ものの けれど but',
  l: 'しばらく 迷惑 不便 お試し お待ち お越し やり直 再度 もう一度 改めて 申し訳 お詫び 復旧まで sorry inconvenience try_again come_back check_back be_back',
  /** Articles that explain; news and lists. */
  a: 'よくある 質問 対処 症状 原因 解決策 手順 方法 意味 直し方 用語 トラブル 事象 現象 処置 覚え書き 見かた こんな q&a glossary explained release_notes requirements articles 記事 → ガイド エラーとは 設定する マニュアル incident postmortem',
  /** Samples of a screen. */
  σ: '件名 差出人 投稿者 subject wrote 困った 困り どうすれ 文言 見本 プレビュー 新旧 この案 fig figure',
  /** Only a running system shows these. */
  '+': 'ログアウト ようこそ 稼働中 log_out sign_out サインアウト',
  /** Results of work. */
  '++': '受付ました 登録しました 送信しました 保存しました 更新しました 申請しました 承りました',
  /** The rest works. */
  ο: 'その他の 他の ほかは ほかの 通常どおり 通常通り いつもどおり 平常どおり',
  /** One function is out of use, not the system. */
  ι: '一部の 機能 だけは 印刷 帳票',
  q: 'お知らせ 情報 案内 管理 サポート ヘルプ news information help notes faq 履歴 記録',
  // Words that hide others.
  '': '行っ 定期 緊急 臨時 入力 用い でござい 実施 作業 ありがと 必要ありませ 必要はありませ 必要ない 不要 管理者用 中の 中は 中も 中に 時間外も 時間外は 時間外に 未来 未満 電子申請 bad_gateway gateway_timeout gateway_time-out maintenance_downtime アクセスポリシー access_policy access_policies ssl tls secure_sockets_layer web the a an is was were has been have be to of in on at by for and or that this it its with from could can did does do are as 扱いに 状態に 状態で までは 規定回数 security_rules ゲートウェイまたはプロキシ 忘れずに',
};

// Words that are looked for in the text of a whole page.

/** Reasons of its own for which a server refuses. */
export const SERVER_REASONS =
  'アドレス ip cookie クッキー waf firewall 攻撃 セキュリティ security セッション アカウント ロック 権限 パスワード 回線 ' +
  'ネットワークから ログイン中 不正な too_large too_many header support_id reference_# ポリシー policy stopped country token csrf ' +
  'referer 非対応 internet_explorer';
