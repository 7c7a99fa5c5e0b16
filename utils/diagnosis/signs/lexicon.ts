/**
 * The words by which pages are read. A row is a concept, written as one letter; a new wording is one word in one row.
 * Words are folded as pages are (width, katakana, spellings). `_` is a space, `-` at the end allows any ending in Latin
 * letters. The longest word wins. A row of several letters stands for several concepts in a row.
 */
export const LEXICON = {
  // Things.
  /** A certificate; `tokenize` makes it a `C` (the PC's own) or a `D` (a document, a server's). */
  c: '証明書 用証明書 certificate certificates 証明書情報 しょうめいしょ 証明書の検査 証明書の照合 認証書 cert 証明データ 証明ファイル certs 証明票 digital_id サーティフィケート',
  C: 'クライアント認証 client_auth- client_verif- ssl_client_verify 再ネゴシエーション 相互認証 mtls 電子身分証 電子身分証明書 mutual_tls mutual_authentication 電子の証明書 電子証票 certificate-based 双方向認証',
  D: '証明書類 本人確認の証明書 受理証明書 届出証明書',
  /** The PC and its user: whose certificate it is, and where it is missing. */
  π: '端末 デバイス 機器 パソコン pc ブラウザー browser- device computer マシン certificate_store コンピュータ laptop ワークステーション workstation 証明書ストア machine カードリーダ desktop icカード keychain usbトークン',
  o: 'クライアント 電子 デジタル ユーザー 利用者 お使いの ご使用の ご使用中の ご利用の ご利用中の お手元の client client’s peer your you x509 x.509 digital user ディジタル electronic お客様の client-side あなたの user’s お客さまの personal ご自身の subscriber 手元の end-user',
  S: 'システム サービス サイト 画面 ページ ポータル まもりす オンライン アプリ クラウド system service services site website portal application app page we アプリケーション platform ウェブサイト プラットフォーム dashboard ダッシュボード コンソール グループウェア console ソフトウェア intranet イントラネット',
  V: 'サーバー データベース バックエンド server database db backend upstream ホスト host オリジン origin 上流 ノード node ミドルウェア クラスタ cluster ストレージ middleware 接続先',
  /** What the company works on: houses, equipment, documents. */
  H: '住宅 外壁 屋根 昇降機 エレベーター 設備 ポンプ 工事 物件 写真 建物 会議室 集会室 施設 給湯 施主 検査 棟 契約 店舗 house houses roof walls building estates 給水 排水 配管 ボイラー 空調 エアコン elevator 換気 受水槽 浄化槽 消防 boiler 足場 塗装 防水 耐震 plumbing 駐車場 クレーン マンション 団地 賃貸 入居',
  P: 'プロキシ プロクシ 中継 社内ゲートウェイ ゲートウェイ キャッシュ proxy gateway cache vpn 代理サーバー relay 代行サーバー load_balancer haproxy reverse-proxy intermediary relayed relays 負荷分散 router ロードバランサー squid envoy ルーター varnish 出口サーバー middlebox cdn 外部接続サーバー cloudfront cloudflare',
  /** Words that only a relay's or a filter's own page has. */
  ρ: 'cache_access_denied proxy_authentication_required (squid (policy_denied (authentication_failed (tcp_error (dns_unresolved_hostname (content_filter_denied web_page_blocked url_blocked application_blocked site_blocked apachetrafficserver pfblockerng dansguardian e2guardian blocked_by_your generated_by_squid urlフィルタ web_filter url_filter- content_filter- err_access_denied ウェブフィルタ err_connect_fail tcp_denied err_dns_fail err_cannot_forward コンテンツフィルタ err_read_timeout cache_administrator dns_server_failure web_filtering website_blocked 閲覧規制 page_blocked category_blocked internet_usage_policy url_category 規制サイト policy_denied web_proxy',
  /** Names of filters. */
  β: 'zscaler i-filter i-フィルター intersafe fortiguard fortigate fortinet netskope forcepoint websense web_gateway umbrella interscan sophos watchguard sonicwall k9_web_protection zentyal eset webフィルタ blue_coat ウイルス対策 保護機能 セキュリティソフト antivirus norton mcafee trend_micro kaspersky ウイルスバスター palo_alto デジタルアーツ barracuda opendns symantec アンチウイルス ironport bluecoat マルウェア対策 proxysg digital_arts netstar paloalto ウィルス対策 globalprotect menlo_security ネットスター bitdefender avast アルプスシステム smartscreen casb dlp cisco_umbrella',
  R: '規程 規定 規則 ルール ポリシー 方針 社内 会社 当社 組織 学校 組合 利用基準 policy policies acceptable_use company company’s organization organization’s corporate employer rules 当庁 当校 当行 庁内 院内 学内 校内 内規 workplace 取り決め 指針 ガイドライン guidelines 弊社 自社 compliance 情報システム部 情シス enterprise 職場 社則 就業規則 institution 業務目的 勤務先 it_department 当法人 当組合 情報システム課 rule 服務 guideline 社規 校則 regulation- 掟 定めにより 申合わせ campus 教育委員会 とりきめ',
  B: 'ブロック 遮断 規制 制限 禁止 禁じ フィルター 止めました block- restrict- prohibit- violat- filter- banned exclud- 閲覧を止め 違反 forbid- 締め出 barred 検閲 intercept- 阻止 抵触 blacklist- 阻まれ off-limits prevent- ご遠慮 塞が quarantin- 閉ざ shut_out locked_out 差し控え ブラックリスト kept_out 封鎖 held_back 封じ 食い止め withheld 門前払い censor- ご法度 denylist- 自粛 抑止 排除 out_of_bounds breach- お見せでき 取り締ま contraven- keep_out 塞い off_limits',
  K: 'カテゴリー 区分 分類 業務外 管理者 業務に関係 category categor- administrator inappropriate 危険な 有害 malicious phishing dangerous 業務目的外 malware 業務以外 私的 threat 私用 gambling 業務と関係 仕事に関係 streaming 職務に関係 業務と無関係 uncategori- 娯楽 unrated ギャンブル アダルト harmful マルウェア フィッシング unsafe virus 脅威 reputation 詐欺 違法 classif- レピュテーション spyware 動画共有 social_media ストリーミング social_networking ウェブメール administrators 出会い系 安全でな non-business fraudulent スパイウェア 賭博 scam 仕事と関係',
  T: '電話 窓口 コール デスク phone call support desk 支所 定休 来所 フリーダイヤル fax 支店 tel 来店 telephone 来庁 hotline 店頭 helpdesk 相談室 branch 営業所',
  E: '障害が 障害のため 障害により 障害発生 不具合です 内部の不具合 異常終了 予期せぬ 予期しない 内部エラー 内部で 問題が発生 エラーが発生 システムエラー サーバーエラー 例外 went_wrong fatal_error exception internal_error internal_problem unexpected_error application_error runtime_error server_error requested_url_was_rejected session_could_not_be_established http_50- connection_timed_out connection_refused java.lang stack_trace traceback 不具合が 異常が 中断し fatal: too_many_clients システム障害 encountered 混み合 overload- 混雑 アクセスが集中 crash- 過負荷 outage 高負荷 つながりにく technical_difficult- 故障 ran_into エラー発生 トラブルが error_occurred トラブルによ took_too_long トラブルのた 不具合によ gone_wrong 不具合のた unhandled 問題が生 問題が起 too_busy 障害中 out_of_memory 障害です 障害対応 database_error 障害の発 technical_problem- 障害を検 サーバー障害 unexpectedly 通信障害 not_responding ネットワーク障害 機器障害 system_error malfunction- glitch- 予想外 hiccup- 想定外 想定しな unexpected_problem 予想しな unexpected_condition 思わぬ 致命的 overwhelm- エラーによ broke_down エラーのため エラーが起 fell_over 異常を goes_wrong 異常な 異常によ something_broke 異常停止 トラブル発生 technical_fault 不具合発生 technical_issue- 不明なエラー 不調 internal_fault メモリ不足 internal_failure 異常発生 クラッシュ system_failure フリーズ service_failure アベンド 処理しきれ unrecoverable 続行できませ uncaught 続行できな unforeseen 応答待ち no_response 応答が得 応答が返 unresponsive 応答不能 heavy_load 無応答 強制終了 heavy_traffic high_load 殺到 輻輳 at_capacity exhausted 負荷によ deadlock- connection_reset 思いがけ too_many_connections 問題によ 容量不足 リソース不足 error_has_occurred 資源不足 problem_occurred 枯渇 nullpointerexception sqlexception ハングアップ デッドロック sqlstate 壊れて ora-0 つまず ora-1 さばききれ abend- 持ちこたえ サーバーがダウン',
  e: 'エラー error 切断 お断り 打切 oops stopped forbidden unauthorized 警告 fault 不能 あいにく halted 残念',
  M: 'メンテナンス メンテ 保守 点検 更新作業 移設作業 システム更新 システム改修 システム調整 計画停止 臨時停止 maintenance upgraded updates upgrade 移行作業 復旧作業 計画停電 scheduled_work 入れ替え 入替 切替 増強 アップデート アップグレード upgrades データ移行 バージョンアップ ほしゅ deployment downtime servicing 置き換え 夜間バッチ migration バッチ処理 overhaul- 再起動作業 rebooting リプレース restarting デプロイ 調整作業 強化作業 cutover システム作業 rollout サーバー作業 機器交換 planned_outage 交換作業 載せ替え scheduled_outage 引っ越し作業 planned_work 引越作業 essential_work 夜間処理 engineers_are technicians_are switchover マイグレーション changeover リプレイス relocat- オーバーホール deploying 増設作業 upkeep 改修作業 拡張作業 臨時作業 reconfigur- 緊急作業 作り替え being_worked_on revamp- service_window',
  /** Out of hours; hours. */
  O: '時間外 outside じかんがい 受付前 営業前 開始前 起動前 営業終了 after_hours 取扱終了 運用終了 out_of_hours 稼働終了 受付終了後 after-hours 休業中 休業いた out-of-hours 休業とさせ 閉局 閉庁いた off-hours 閉庁後 閉店いた for_the_night 閉店し 閉店後 閉館いた for_the_day 閉館し 閉館後 not_yet_open yet_to_open 取扱前 closed_until 時間を外れ 休業し opens_again 閉庁し 運用前 開庁前 開館前 開店前 closing_time 終業後 稼働前 before_opening 時間帯外 時間から外れ 休業させ off_hours',
  Oj: '時間外のため',
  Og: '時間外の',
  h: '時間帯 ただいまの時間 この時間 利用時間 サービス時間 提供時間 運用時間 稼働時間 夜間 hours 取扱時間 受付時間 営業時間 overnight 業務時間 使える時間 利用できる時間 利用可能な時間 対応時間 開庁時間 この時刻 現在の時刻 深夜 早朝 night 未明 夜中 取扱い時間 開館時間 open_from 開いている時間 動いている時間 ただいまの時刻 open_between 夜は 夜更け 使用時間 opening_times 開局時間 刻限 daytime 受付開始 運用開始 取扱開始 weekdays 業務開始 営業開始 opens_at closes_at',
  /** Login and connection. */
  A: '認証 ログイン ログオン サインイン サインオン 接続 アクセス 通信 authenticat- login log_in sign_in sign-in sign-on connect- access せつぞく 本人確認 つなが つなげ 繋が 繋げ 到達 handshak- 閲覧 開け ご覧いただけ ご覧になれ お開きになれ 開くことが 疎通 ハンドシェイク ネゴシエーション negotiat- お入りになれ 交信',
  I: '発行者 発行元 発行機関 認証局 issuer authority chain 認証機関 ca 証明機関 発行局 signed_by 発行主 発行体 issued_by 発行団体 signer 発行会社 署名者 issuers 認証パス',
  Y: '期限 期間 有効期限 有効期間 開始日 利用開始日 利用開始前 expires expiry 使用期限 validity 利用期限 valid_until 有効日 not_after 期日 expiration_date 終期 lifetime 満期 valid_from 寿命 not_before',
  L: 'リスト 台帳 名簿 一覧 list truststore 登録簿 allowlist 許可表 whitelist キーストア trust_store 原簿 keystore 帳簿 registry 目録 crl トラストストア roster',
  W: '選択画面 小窓 ダイアログ prompt dialog ポップアップ popup ウィンドウ pop-up ウインドウ 選択窓 picker 別窓 chooser 選択欄',
  // Predicates.
  /** To be there. */
  F: '提示 掲示 送信 送って お送り 送り 提供 届い 届か 見つか 見つけ 見当 検出 取得 受信 受取 受領 読取 読込 読出 認識 確認 インストール インポート 導入 設定 選択 選ば 選び 選ん 選ぶ 存在 入って 入れて 組込 渡さ 渡し 示し 示さ 付いて あり ござい 持って お持ち 所持 格納 配布 応答 present- provid- suppl- sent send- found find install- receiv- detect- select- chosen choose offer- attach- submit- exist- got forward- return- セット 検知 添付 came 届け 添え arriv- 渡っ 持ち込 付けら reach- 送ら 保持 come 届き 到着 brought 付いた お見せ 提出 deliver- 持た 備わ given 来て 挿入 carried 携え 搭載 held 入ら 見え 付与 shown 伴わ 読め accompan- 差込 着いて contain- 受けら 付けて 転送 includ- 持参 装着 upload- 収め 見あたら seen みつから 揃って 差出 enclos- 発見 伝わ handed 渡せ 応じ 得られ 返って loaded 判別 持ち合 保管 imported 送付 stored バインド ロード とどい 寄せら 出せ holds 備え 載せ produced アップロード 識別 obtain- 特定 保存 located 挿さ 付され 収まっ spotted 納め 有し 拝見 入った comes 渡り 渡ら 送った 送達 届く 入手 確かめ gave 感知 捕捉 把握 carry 探し 出され carries 見せて 見せら possess- 見受け 見出せ kept 呈示 供さ 名乗 transmit- 返答 反応 transfer- 応え 携行 retriev- 帯び 同封 同梱 insert- 積ま 積ん 配備 bound 配ら 保有 bind 具備 紐づ 紐付 put_in ひも付 割当 configur- 実装 内蔵 import 埋め込 入れら 納まっ forthcoming 差さ 差し入れ plugged_in 挿し 装填 turned_up アタッチ マウント hand_over プロビジョニング サブミット フェッチ passed_on 受渡 手渡 equip- 持込 到来 holding 着信 付随 参って shows bundl- 運ば embed- 運び 搬送 たどり着 locate 辿り着 respond- 伝送 送れ answer- 拝受 お預か 預けら 読ま 判読 取出 furnish- 呼出 現存 残って mapped とどか とどき put_forward',
  r: '登録 regist- enroll- enrol 届出 enrolment on_file エントリー listed onboard- whitelisted 記帳 on_record',
  /** To be good for something. */
  G: '有効 信頼 信用 許可 許さ 承認 認可 一致 合致 利用 使用 使え 使い 使う 使って お使い 受入 受付 認め 照合 検証 取扱 正し 適切 対応 ではあり ではござい くあり 載って 合わ valid trust- accept- authoriz- authoris- recogni- verif- allow- permit- match- approv- belong- validat- known know usable used available ものではあり 発行したものではあり 発行されたものではあり 合格 含まれ pass 受理 passed 通過 admit- お受け honour- 満たし honor- 通って vouch- 効力 entitl- 合って eligib- 受容 correspond- 通ら satisf- お通し let_in 正規 正当 let_through 真正 通用 passes 満たさ 使わ works 承諾 conform- 信認 compatib- 働か 叶わ suits 用いら fits 効い 効か suitable 通せ genuine 整合 legitimate 符合 authentic 公認 qualif- 裏付け identif- 許容 acknowledg- 容認 endors- マッチし confirm- 役に立 機能し cleared ふさわし 相応し go_through 生きて got_through 健全 get_past 噛み合 checks_out 認証済 line_up 役立 tally お相手 add_up 是認 measure_up 見知っ in_order 証明でき 等し meets 同一',
  X: '失効 取消 無効 不正 期限切 切れ 過ぎ 経過 満了 不一致 異な 違 拒否 誤っ 不適切 廃止 破損 別の 以外の 有効期間外 有効期限外 未登録 未承認 未許可 不許可 expir- revok- invalid untrusted reject- refus- denied ill-formed mismatch- wrong self-signed self_signed unknown another bad revocation きげんぎれ 不可 を迎え 失効処理 取消処理 誤り 不備 拒絶 deny- 却下 denies 弾か 拒ま declin- 断られ turned_down 不明な turned_away 退けら void 食い違 別物 lapse- 期限超過 disallow- 期限外 他社の unsupported 他所の out_of_date 別人 断って ran_out 拒み differ- よその 他社製 unverif- 停止済 unrecogni- なじみのな 非承認 inactive 非公認 outdated 見知ら 無資格 dead 不承認 unfamiliar 棄却 否認 unlisted 追い返 unapproved 突き返 撥ね improper はねられ disabled 弾き stale 弾い thrown_out 抹消 剥奪 ruled_out 失って bounc- 失わ incorrect 期限が来 malformed 期限が到来 期限の到来 someone_else 未認証 foreign 未検証 覚えのな not_ours 知らな disqualif- 存じ上げな 古くな deactivat- 寿命が invalidat- 使えなく 用済み nullif- 旧式 voided 時代遅れ 未公認 obsolete 未認可 supersed- 未信頼 withdrawn 無登録 無許可 retired 不適格 defunct 不適当 不認可 run_out 不受理 runs_out 不整合 不信 past_its 不完全 has_passed 不審 不明の out-of-date corrupt- 出所不明 身元不明 tamper- 偽造 forged 偽物 偽の counterfeit 改ざん fake 変造 なりすまし bogus 疑わし distrust- 怪し mistrust- くいちが untrustworth- 齟齬 別個 disapprov- 別会社 unaccept- 見覚えのな unsuit- 馴染みのな unfit 許可外 登録外 unusable 規格外 unsigned 資格外 管轄外 unidentif- 停止処分 incompatib- 消滅 凍結され inconsisten- 失格 ineligible 失権 失い alien 断りし stranger はねつけ rogue compromised spurn- turned_back 徒過 古び repudiat- 使用済 rescind- 壊れた 役目を終 too_old struck_off',
  Z: 'なし 無し 未 不在 missing empty none lacks がない がなかっ がなく 欠け absent 欠い 欠落 不足 lacking 空欄 nothing 皆無 持たず lack 不所持 無提示 添えず absence 付けず 欠如 lacked 空っぽ omitted 無添付 不携帯 不存在 blank 不提示 抜け落 left_out 足りませ 足りな devoid 足らず 欠損 示さず null 白紙 これなく nowhere なくして unaccompanied 一枚もな 無所持 無携帯 left_off 添付漏れ omits 提出漏れ',
  Q: '必要 必須 要し 要す 求め 要求 required requires require need needs needed must mandatory expects 不可欠 expected 必携 has_to have_to 要請 asks_for 義務 asked_for essential insist- obligat- 入用 necessary 欠かせ wants',
  J: '失敗 不成立 取りやめ タイムアウト 中止 fail- unsuccessful unable gave_up 困難 abort- 途切れ disconnect- 途絶え dropped 不通 interrupt- 時間切れ incomplete しくじ timeout 断念 terminat- 至りませ broke_off お手上げ',
  x: '閉じ 押さ キャンセル dismiss- cancel- closed timed_out スキップ skipp- 放棄 破棄 ignor- 選ばずに discard- 素通り',
  t: '停止 休止 閉鎖 止めて 締切 締め切 見合わせ 見合せ 閉めさせ ていし 差し止め 差止 止まっ 休んで 休ませ お休み おやすみ 中断して 中断中 中断いた 中断させ クローズ シャットダウン 取り止め ご利用を控 止めさせ 閉めて サスペンド 止まり 切り離 取止め 〆切 締めさせ 電源を切',
  τ: 'down unavailable offline suspended out_of_service unreachable inaccessible taken_offline taken_down switched_off turned_off paused shut shutdown out_of_action out_of_order on_hold interrupted discontinu- resting asleep',
  d: '終了 終わ 終え 完了 再開 復旧 解消 解決 finished completed resolved しゅうりょう 回復 restored 復帰 resumed 終業 recovered 終結 fixed おわり done 解除 complete 復元 ended',
  s: '成功 済 ok 正常 問題な 問題は 有効です 有効である success- 問題ありませ healthy 問題ござい 支障ありませ 異常ありませ operational 異常なし 差し支えな 無事 properly 良好',
  /** To make and send documents: 発行, 申請. */
  b: '発行 申請 交付 申込 ダウンロード 作成 署名 再発行 issue issues 再交付 renew 発給 取寄せ apply 出願',
  // Results that software words by itself: nothing came; one came and failed.
  CZ: 'renegotiation did_not_return_a_certificate 403.7 認証チェーンがありませ',
  CX: 'the_ssl_certificate_error 403.12 403.13 403.16 403.17 certificate_verify_failed failed:certificate failed:unable unable_to_get_local_issuer',
  Gp: 'accepted verified recognized recognised authenticated validated',
  Fp: 'received installed detected',
  /** Labels of what a page has to say. */
  λ: '理由 内容 メッセージ 結果 状況 reason message detail 詳細 details 事由 description 判定 status 要因 result 拒否事由',
  /** A network that asks before it opens. */
  ω: 'wi-fi ワイファイ インターネット接続 ゲストネットワーク guest_network captive 検疫 hotspot インターネットを 通信量 無線lan wifi 公衆無線 guest アクセスポイント ネットワーク認証 ssid web認証 internet_access ウェブ認証 規約に同意 network_login データ通信 wireless ローミング 来訪者用wi-fi',
  // Grammar.
  n: 'ない なかっ なくなっ ず、 ずに ておらず できず なくなり なき かねます かねまし かねており できかね ぬまま ぬ状態 づらく づらい ずじまい ずして',
  ni: 'ないと、',
  N: 'ません まへん ませぬ',
  '!': 'no without',
  '~': 'not never cannot can’t n’t didn’t doesn’t isn’t wasn’t hasn’t couldn’t won’t wouldn’t aren’t weren’t haven’t hadn’t shouldn’t neither nor',
  /** A state, or work in progress. */
  m: '中 います おります れています れております れている っています っております under undergoing performing in_progress being under_way さなか 最中 underway ongoing 進行中 in_the_process_of in_the_middle_of conducting 途中です carrying_out currently_being',
  Mm: 'swapping upgrading updating migrating replacing rebuilding 整備中 復旧中 お手入れ中',
  /** Work as a reason. */
  Mj: '作業のため 作業につき 作業により 作業に伴',
  mj: '中につき 中のため 中により',
  'm,': 'おり、',
  /** 証明書が届かぬため: a negation that is a reason. */
  nj: 'ぬため ぬゆえ ぬので',
  v: 'ています ております ている ておる しています しております している 行っています 行っております 実施しています 進めています 進めております 続けています 続けております してます やっています やっております',
  /** 本日の受付は終了しました; a date of today announces, too. */
  θ: '本日 ほんじつ',
  w: 'ただいま 現在 今 currently now at_the_moment right_now まだ temporarily 一時的 at_present 現時点 at_this_time presently 目下 for_the_time_being 当面 at_this_moment',
  f: '予定 明日 来週 来月 次回 翌日 以降 以後 今後 毎週 毎月 毎年 定期的 まもなく 下記 以下 上記 期間中 します いたします させていただきます will tomorrow yesterday planned 明朝 upcoming 明後日 翌朝 来年 next_week 今週末 再来週 昨日 next_month 先日 先週 前回 last_week 予告',
  p: 'ました でした いたしました',
  i: 'てしまっ につい ましたか 場合 とき 時は 際は 際に 際や なら たら れば と表示 と出 という ことを ことがあ ことも いと、 ると、 うと、 ましたら ますか ませんか っていますか れていますか ていますか かどうか か確認 かを if when whether unless in_case の節は in_the_event 折には should_you 時には whenever',
  g: '他人の 旧 スマートフォン 方は 方へ 方が 方の 方に 方で 他の方の smartphone 別の方の スマホ タブレット tablet 携帯電話',
  u: '可能性 恐れ おそれ かも 考えられ causes may might whose あり得 possibly ありえ',
  y: 'ください 願い please こと。 いただきたく kindly なさるよう make_sure ますよう be_sure されたし ensure られたし let_us_know 願わ',
  z: 'を',
  δ: 'では',
  '>i': '」と 」が 」の 』と "と ”と',
  j: 'ため ので から につき により に伴い due_to because による owing_to に伴う as_a_result にともな 都合により since ゆえに thus 都合上 caused_by に鑑み',
  k: 'が、 ものの けれど but',
  l: 'しばらく 迷惑 不便 お試し お待ち お越し やり直 再度 もう一度 改めて 申し訳 お詫び 復旧まで sorry inconvenience try_again come_back check_back be_back 恐れ入 apologi- すみません 恐縮 ご容赦 apology ご了承 ご理解 お手数 shortly 少々 後ほど のちほど bear_with すいません 済みません おわび patience 時間をおいて 時間を置いて 間をおいて back_soon 間を置いて 時間をあけ あしからず retry 悪しからず 再試行 出直 again_later 日を改め ごめん 失礼 return_later 暫く もう一回 今一度 regret ご辛抱',
  /** Articles that explain; news and lists. */
  a: 'よくある 質問 対処 症状 原因 解決策 手順 方法 意味 直し方 用語 トラブル 事象 現象 処置 覚え書き 見かた こんな q&a glossary explained release_notes requirements articles 記事 → ガイド エラーとは 設定する マニュアル incident postmortem tutorial 回避策 解説 how_to 手引 troubleshoot- 見方 読み方 guides 使い方 仕組み documentation しくみ runbook 事例 コラム root_cause 早見表 対策方法',
  /** Samples of a screen. */
  σ: '件名 差出人 投稿者 subject wrote 困った 困り どうすれ 文言 見本 プレビュー 新旧 この案 fig figure サンプル 画面例 sample 表示例 出力例 文例 screenshot 例文 ひな形 雛形 スクリーンショット mockup スクショ モックアップ ベストアンサー template 回答者 質問者',
  /** Only a running system shows these. */
  '+': 'ログアウト ようこそ 稼働中 log_out sign_out サインアウト logout log_off ログオフ signout logged_in_as signed_in_as',
  /** Results of work. */
  '++': '受付ました 登録しました 送信しました 保存しました 更新しました 申請しました 承りました 登録いたしました 保存いたしました 送信いたしました 受理しました changes_saved 反映しました 申込ました 手続きが完了',
  /** The rest works. */
  ο: 'その他の 他の ほかは ほかの 通常どおり 通常通り いつもどおり 平常どおり 平常通り unaffected いつも通り not_affected 普段どおり 従来どおり as_usual 影響はあ other_services 影響ござい',
  /** One function is out of use, not the system. */
  ι: '一部の 機能 だけは 印刷 帳票 一部サービス printing メニュー 検索 出力 export エクスポート',
  q: 'お知らせ 情報 案内 管理 サポート ヘルプ news information help notes faq 履歴 記録 ニュース announcements 新着 掲示板 bulletin 告知 広報 newsletter 変更履歴',
  // Words that hide others.
  '': '行っ 定期 緊急 臨時 入力 用い でござい 実施 作業 ありがと 必要ありませ 必要はありませ 必要ない 不要 管理者用 中の 中は 中も 中に 時間外も 時間外は 時間外に 未来 未満 電子申請 bad_gateway gateway_timeout gateway_time-out maintenance_downtime アクセスポリシー access_policy access_policies ssl tls secure_sockets_layer web the a an is was were has been have be to of in on at by for and or that this it its with from could can did does do are as 扱いに 状態に 状態で までは 規定回数 security_rules ゲートウェイまたはプロキシ 忘れずに 障害者 障害福祉 未読 未処理 未払 未定 未成年 不明な点 不明点 ご不明 見当違 切れ目 品切れ ワンストップ ノンストップ 取締役 株式会社 有限会社 該当 担当 コロナウイルス 病院内 郵送 障害がある 時間外勤務 時間外労働 時間外手当 リセット リロード ロードマップ ぱんくず アルコール 概要 重要 主要 コストダウン',
};

// Words that are looked for in the text of a whole page.

/** Reasons of its own for which a server refuses. */
export const SERVER_REASONS =
  'アドレス ip cookie クッキー waf firewall 攻撃 セキュリティ security セッション アカウント ロック 権限 パスワード 回線 ' +
  'ネットワークから ログイン中 不正な too_large too_many header support_id reference_# ポリシー policy stopped country token csrf ' +
  'referer 非対応 internet_explorer';
