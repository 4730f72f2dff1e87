/** The same as help-ja.ts in English. */
import type { helpJa } from './help-ja.ts';

export const helpEn: typeof helpJa = {
  help: `usage: vendor <command> … (how to go about it: docs/vendor.md)

roots (the vendor's). <key> is a file's name, or an HSM's pkcs11:token=…;id=%01?module-path=…
  make-root <key>                         the first is the present root, the second the next
  rotate-root <key>                       the next root becomes the present one, with a new next one
  show-root <key>                         whether it can be opened, and which root it is

an institution's keys (its own). <set> is ….jwe
  make-keys <set>                         an encryption key and a signing key
  rotate-key <set> encryption|signing     adds a new one; --at-once if the old one was stolen
  use-key <set> <kid>                     signs with this one from now on
  retire-key <set> <kid>                  lists it no more; the private half stays
  drop-key <set> <kid>                    destroys the private half [*]
  list-keys <set>                         shows the keys, and writes the public file anew
  export-keys <set> <file>                in the open, for the issuing server

the directory (the vendor's). <source> is .yaml or .json
  write <source>                          a sample; with --from, out of a signed list
  check <source>                          every rule
  sign <source> --key <key>               checks and signs
  status <source>                         how long it lives, and what to do with which key when
  remove <source> <service ID>            an institution leaves; says what its customers will see [*]
  app <source> <folder>                   the app's newest version, from what npm run release made
  adopt <source> <directory.jws>          goes on from the number of the published list
  inspect <directory.jws>                 what a signed list says; a file or an https: address

  [*] asks first
  --vendor <folder>                       vendor.json and directory.jws (VENDOR_FOLDER, BRAND, or this folder)
  --passphrase-file <file>                its first line; or --passphrase-fd <number>
  --directory-url <address>               make-root: where the app fetches the directory
  --published <list>                      sign: what is published; signs no number that is not above it;
                                          goes on from it where the source's .state.json was lost
  --first                                 sign: no list was ever published
  --without <service ID>                  sign: an institution that is to leave (may be given again)
  --out <file>                            sign: where to (directory.jws)
  --demo                                  check, sign: lets http: of this machine pass
  --download-url, --notes-url, --minimum  app: where the files are, the page about it, the oldest that is wanted
  --min-days <days>                       inspect, status: exit code 1 if fewer are left
  --json                                  inspect: as JSON
  --yes                                   does not ask
  --lang ja|en                            language (else by LANG)

exit codes: 0 done, 1 not done and nothing changed, 2 not understood
`,
  template: `# The institutions that the app knows. Rules: docs/activation-protocol.md; how to: docs/vendor.md
days: 30 # how long a signed list lives
# app: app.json # vendor app writes it
institutions:
  - serviceId: "10010017"
    name: { ja: 見本信用組合, kana: ミホンシンヨウクミアイ, en: Sample Credit Union }
    issuerUrl: https://otp.example.jp/issuer # no final slash
    bankUrl: https://www.example.jp/
    tel: 0120-000-111
    hours: { ja: "平日 9:00～17:00", en: "Weekdays 9:00–17:00 (JST)" }
    color: "#5b478f"
    mark: 見
    # logo: sample.svg # SVG or PNG, at most 8,192 bytes
    keys: sample.public.json # the public file that the institution gave (vendor make-keys)
    policy:
      passwordLength: { min: 4, max: 8 }
      waitSeconds: 8
      passcodeRequired: false
`,
};
