/** `--help`, and the source that `vendor write` begins with. */
export const helpJa = {
  help: `使い方: vendor <コマンド> …（手順は docs/vendor.md）

ルート（ベンダー）。<鍵> はファイルの名前か、HSM の pkcs11:token=…;id=%01?module-path=…
  make-root <鍵>                          1つめが現在の、2つめが次のルート
  rotate-root <鍵>                        次のルートを現在にし、新しい次のルートを作る
  show-root <鍵>                          開けるかどうかと、どのルートかを確かめる

金融機関の鍵（金融機関）。<鍵束> は ….jwe
  make-keys <鍵束>                        暗号用と署名用の鍵を作る
  rotate-key <鍵束> encryption|signing    新しい鍵を加える。盗まれたときは --at-once
  use-key <鍵束> <kid>                    署名に使う鍵を切り替える
  retire-key <鍵束> <kid>                 一覧から外す。秘密鍵は残す
  drop-key <鍵束> <kid>                   秘密鍵を捨てる [*]
  list-keys <鍵束>                        鍵を示し、公開用のファイルを書き直す
  export-keys <鍵束> <ファイル>           発行サーバーのために、そのまま書き出す

金融機関の一覧（ベンダー）。<元> は .yaml か .json
  write <元>                              見本を書く。--from で署名された一覧から
  check <元>                              すべての決まりを確かめる
  sign <元> --key <鍵>                    確かめて署名する
  status <元>                             期限と、鍵をいつどうするか
  remove <元> <サービスID>                金融機関を外す。お客さまに見えることを示す [*]
  app <元> <フォルダ>                     アプリの最新版を npm run release の結果から取る
  adopt <元> <directory.jws>              公開中の一覧の番号を引き継ぐ
  inspect <directory.jws>                 署名された一覧の中身。ファイルか https: のアドレス

  [*] 実行前に確認します
  --vendor <フォルダ>                     vendor.json と directory.jws（VENDOR_FOLDER、BRAND、なければ今のフォルダ）
  --passphrase-file <ファイル>            合言葉の1行目。--passphrase-fd <番号> も使えます
  --directory-url <アドレス>              make-root: アプリが一覧を取りに行く先
  --published <一覧>                      sign: 公開中の一覧。これより古い番号では署名しません。
                                          元の .state.json がないときは、この続きの番号にします
  --first                                 sign: まだ一度も公開していない
  --without <サービスID>                  sign: 前の一覧から外す金融機関（くり返せます）
  --out <ファイル>                        sign: 書き出す先（directory.jws）
  --demo                                  check, sign: このパソコンだけの http: を許す
  --download-url, --notes-url, --minimum  app: 置き場所、説明のページ、対象とする最も古い版
  --min-days <日数>                       inspect, status: 残りがこれより少なければ終了コード1
  --json                                  inspect: JSON で
  --yes                                   確認しない
  --lang ja|en                            言葉（指定がなければ LANG から）

終了コード: 0 できた、1 できなかった（何も変えていません）、2 使い方が違う
`,
  template: `# アプリに載せる金融機関の一覧。決まりは docs/activation-protocol.md、手順は docs/vendor.md
days: 30 # 署名してからの有効日数
# app: app.json # vendor app が書きます
institutions:
  - serviceId: "10010017"
    name: { ja: 見本信用組合, kana: ミホンシンヨウクミアイ, en: Sample Credit Union }
    issuerUrl: https://otp.example.jp/issuer # 末尾に / を付けない
    bankUrl: https://www.example.jp/
    tel: 0120-000-111
    hours: { ja: "平日 9:00～17:00", en: "Weekdays 9:00–17:00 (JST)" }
    color: "#5b478f"
    mark: 見
    # logo: sample.svg # SVG か PNG、8,192バイトまで
    keys: sample.public.json # 金融機関から受け取った公開用のファイル（vendor make-keys）
    policy:
      passwordLength: { min: 4, max: 8 }
      waitSeconds: 8
      passcodeRequired: false
`,
};
