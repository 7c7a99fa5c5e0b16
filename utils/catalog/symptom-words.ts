import type { SymptomId } from './symptoms.ts';

/**
 * What browsers print and what products are called, by symptom: the same in every language of the interface, so not in
 * the locales. The sentences are those of Chromium's `components/error_page_strings.grdp`, `security_interstitials` and
 * `generated_resources.grd` in Japanese and English, and Edge's own. Some are those of Firefox and Windows. Codes and
 * numbers are not here: `symptomsOfCode`.
 */
export const SYMPTOM_WORDS: Partial<Record<SymptomId, string>> = {
  choose: '証明書を選択してください Select a certificate to authenticate yourself',
  notInstalled: `このページを表示する権限がありません アクセス権がありません アクセスが拒否されました You don’t have authorization to
    view this page Access was denied へのアクセスが拒否されました You don’t have permission to access this resource Unauthorized 認証に失敗しました このページは動作していません This page isn’t working 現在、このページは機能していません isn’t working right now 証明所 照明書 証明証 証名書`,
  badCertificate: `ログイン証明書が承認されなかったか、ログイン証明書が提示されていない可能性があります didn’t accept your login
    certificate, or one may not have been provided`,
  key: 'ログイン証明書の使用中に問題が発生しました There was a problem using your login certificate',
  newPc: 'サインイン ログオン サインアウト プロファイル 入力されたパスワードが正しくありません',
  cutOff: `さっきまで 先ほどまで 使えていた 開けていた このサイトは安全に接続できません 無効な応答が送信されました 接続が切断されました This site can’t provide a secure connection
    sent an invalid response`,
  repeated: `ウイルス対策ソフト さっきまで 先ほどまで 使えていた SSLインスペクション インスペクション 復号 Kaspersky カスペルスキー Norton ノートン ESET イーセット McAfee マカフィー Trend Micro トレンドマイクロ ウイルスバスター Avast
    アバスト AVG Sophos ソフォス Symantec シマンテック Bitdefender ビットディフェンダー F-Secure エフセキュア WithSecure
    Defender ディフェンダー Endpoint Security エンドポイント Cybereason CrowdStrike セキュアブラウザ`,
  endless: `ページが応答していません ページが応答しません Page unresponsive リダイレクトが繰り返し行われました
    redirected you too many times`,
  blank: `エラーが発生しました このページを表示中に問題が発生しました ウェブページの表示中に問題が発生しました Aw, Snap! Something went wrong while displaying this
    webpage このページを開けません メモリを解放するために、他のタブやプログラムを閉じてみてください メモリ不足 Can’t open this page Try closing other tabs or programs
    to free up memory Out of Memory`,
  unreachable: `さっきまで 先ほどまで 使えていた 開けていた このサイトにアクセスできません This site can’t be reached このページに到達できません can’t reach this page
    このページは表示できません The page cannot be displayed このページは動作していません This page isn’t working このサイトは安全に接続できません
    This site can’t provide a secure connection 安全な接続を確立できませんでした 安全な接続を提供できません
    接続が拒否されました 接続を拒否しました refused to connect 接続がリセットされました The connection was reset
    途中で接続が切断されました 予期せず接続が終了しました 接続が予期せず終了しました unexpectedly closed the connection 応答時間が長すぎます 応答に時間がかかりすぎました took too long to
    respond データが送信されませんでした didn’t send any data 無効な応答が送信されました sent an invalid response
    応答がありません 見れない 見られない 見えない 接続できません 接続出来ません 現在アクセスできません is unreachable 接続が中断されました Your connection was interrupted 一時的に停止しているか、新しいウェブアドレスに
    移動した可能性があります might be temporarily down or may have moved permanently to a new web address`,
  offline: `インターネットなし、セキュリティ保護あり インターネット アクセスなし 識別されていないネットワーク ネットワーク ケーブルが接続されていません DNS サーバーが応答していません
    ログインページへのアクセスが必要な可能性があります Unidentified network may require you to visit its login page 切れた 途切れる 途切れた 電波 つながらなくなった
    機内モード インターネットに接続されていません No internet 接続されていません サーバーの IP アドレスが見つかりませんでした server IP address could not be found DNS
    アドレスが見つかりませんでした DNS address could not be found ネットワークの変更が検出されました A network change was detected ネットワーク
    ケーブル、モデム、ルーターを確認する Checking the network cables, modem, and router`,
  clock: `時計のエラー Clock error 時計が進んでいます 時計が遅れています Your clock is ahead Your clock is behind パソコンの日時が正しくないため
    プライベート接続を確立できません computer’s date and time are incorrect`,
  intercepted: `ウイルス対策ソフト サーバーの証明書 監視が検出されました Monitoring detected インスペクション SSL検査 復号 この接続ではプライバシーが保護されません
    このサイトへの接続ではプライバシーが保護されません Your connection is not private 接続がプライベートではありません Your connection isn’t private プライバシー エラー
    Privacy error 攻撃者が、情報を不正に取得しようとしている可能性があります Attackers might be trying to steal your information このサイトは安全ではありません
    接続はセキュリティで保護されていません 保護されていない通信 Not secure 証明書は失効しています certificate has been revoked サーバーの証明書が現在有効ではありません
    サーバーの証明書にエラーがあります サーバーの証明書が無効です サーバーの証明書は取り消されています 発行元により取り消されています サーバーの証明書を信頼できません サーバーの証明書が偽造されたもののようです
    セキュリティ証明書 であることを確認できませんでした オペレーティング システムによって信頼されているものではありません could not prove that it is security certificate is
    not trusted by your computer’s operating system アプリケーションが原因で、このサイトに安全に接続することができません An application is stopping
    safely connecting to this site オレオレ証明書 ルート証明書 発行元 Kaspersky カスペルスキー Norton ノートン ESET イーセット McAfee マカフィー ウイルスバスター
    Avast アバスト Sophos ソフォス`,
  proxy: `プロクシ プロキシー プロクシー 認証のパスワード プロキシ サーバーが応答していません プロキシーサーバーへの接続を拒否されました The proxy server is refusing connections
    プロキシ サーバーに問題がある、またはアドレスが正しくありません There is something wrong with the proxy server, or the address is incorrect
    i-FILTER アイフィルター FortiGate フォーティゲート Fortinet FortiProxy Zscaler ゼットスケーラー Netskope ネットスコープ Palo Alto パロアルト Blue
    Coat ProxySG Squid InterSafe インターセーフ InterScan Cisco Umbrella WatchGuard ウォッチガード SonicWall ソニックウォール Sophos ソフォス
    Check Point チェックポイント AnyConnect ZTNA 遮断 Barracuda Proxy Authentication Required Web フィルタリング ウェブフィルター`,
  outdated: `サポートされていないプロトコルが使用されています 共通の SSL プロトコル バージョンまたは暗号スイートがサポートされていません
    uses an unsupported protocol don’t support a common SSL protocol version or cipher suite セキュリティ規格が遵守されていません
    doesn’t adhere to security standards このページに安全に接続できません TLS SSL`,
  blocked: `管理者によりブロック済み 管理者によってブロックされています ポリシーに違反しているため、組織によってブロックされました Blocked by Admin このページはブロックされています
    このページは拡張機能によってブロックされています This page has been blocked by an extension 組織では、このサイトの表示を許可していません Your organization
    doesn’t allow you to view this site インターネット アクセスが ブロックされています Your Internet access is blocked アクセスが制限されています 規制 遮断
    カテゴリ カテゴリー ブロッカー 閲覧 i-FILTER アイフィルター InterSafe インターセーフ FortiGate フォーティゲート
    ファイアウォールまたはウイルス対策ソフトウェアによって接続がブロックされた可能性があります Firewall or antivirus software may have blocked the connection
    uBlock AdBlock アドブロック AdGuard`,
  stopped: `現在このリクエストを処理できません 現在、この要求を処理できません is currently unable to handle this request リダイレクトが繰り返し行われました redirected
    you too many times 内部サーバー エラー しばらく経ってから再度アクセスしてください しばらくしてから再度アクセス 時間をおいて再度`,
  address: `このページが見つかりません page can’t be found ウェブページは見つかりませんでした No webpage was found for the web address
    移動、編集、削除された可能性があります It may have been moved, edited, or deleted タイプミスがないか確認してください
    Check if there is a typo`,
};

/** Words that say hardly anything about a trouble, in questions and in messages. */
export const FILLER_WORDS = `まもりす まもりすネット mamoris オフィス office 事務機関 検査員 システム サイト サイトが google グーグル chrome クローム microsoft
  edge エッジ ウェブ web ホームページ ページ 画面 ブラウザ ブラウザー パソコン コンピューター コンピュータ pc 端末 当社 弊社 会社 機関 職場 自社 業務 仕事 職員 社員 担当者 ユーザ ユーザー 利用者
  お客様 エラー メッセージ コード ステータス 表示 表示され 表示する 表示して 出ました 出ます 出る 出て 出た 出て来 言われ 言われた 言われる 言われました なりました なります なってしま なって になる されました
  されます される されて しました します して してしまいました してしまう しまいました しまう できません できない 出来ません 出来ない 出来なく できなく できなくな なくなりました なくなった ありません ください
  下さい 教えて 教えてくだ 困って 困る お願い 願います 致します いたし どうしたら どうすれば どうして どうしても いいですか よいですか でしょうか ますか なぜ 何故 原因 理由 どちら どっち 悪い せい 対処 対応
  対策 解決 解決策 方法 手順 場合 時 事 為 こと とき ので ため よう いつも いつの ずっと また まだ もう もう一度 すぐに しばらく 今日 今朝 昨日 先週 最近 今 現在 急に 突然 以前 自体 自分 先 前 後
  中 電子 デジタル クライアント 使用 使用中 利用 操作 実行 開始 処理 版 用 只今 全国 十分 起きて 起きた 人事 経理 総務 営業 新入社員 内容 状態 状況 状態で 状態です 問題 発生 確認 必要 可能 可能性 設定
  人 自動 普通 通常 全然 全部 全て 一部 他 別 私 皆 誰 何 何か 件 質問 相談 お尋ね 問い合わせ 不明 失敗 動作 使えない 使えなくなった 使えなくなりました 使える 使えます 使いたい 作業 作りたい 作る
  開きたい したい 大変 ただいま 指定 見たい 使えません 無理 駄目 だめ ダメ 申し訳ございません 申し訳ありません 見つかりません 押して です ます ません ました えっと んですけど ですけど のですが になったら という といった について に関する 言う 思う 思い
  試し 試す 進め 進む クリック ボタン 押し 押す 入力 選択し 選択する 選択さ 起動 開始 再起動 http https net error code status page site browser screen
  message my the a an and or to of on in at it is are was be not no can can’t t don doesn didn isn i you your this
  that with for from by as when what how why do does did please help get got have has says said shows show after
  before always keep keeps still try tried right now currently`;
