/** What the operator's commands print. */
export const operatorText = {
  help: `Operator commands (each institution is akagi or haruna; the bank may be running):

  list [<institution>]                     every contract with a token, and its state
  unlock <institution> <log-in ID>         lifts 利用停止 and the locks of both passwords
  void-issue <institution> <log-in ID>     ends an issue that no app should use any more
  release <institution> <log-in ID>        利用解除 for a customer whose PC is lost
  export-pskc <institution> <file>         all seeds in use (RFC 6030), encrypted with the
                                           passphrase of --passphrase-file
  repair-clock [<institution> [<log-in ID>]]  after the clock was ahead and has been set right:
                                           codes are taken again, none a second time
  audit [<institution>]                    the audit log

  --data <folder>                          the bank's data folder (.demo/bank)
  --passphrase-file <file>                 its first line is the passphrase, 12 characters or more
  --unencrypted                            for a reader that can't decrypt; the file then holds
                                           every customer's seed for whoever sees it
`,
  done: (what: string) => `${what}: done`,
  nothingToDo: 'nothing to do: the contract is not in a state for it',
  repaired: (count: number) => `repair-clock: done, ${count} tokens repaired`,
  exported: (count: number) => `${count} seeds written`,
  columns: {
    list: 'institution  log-in ID  in use  on its way  wrong codes  mail',
    audit: 'time  institution  customer  event  source',
  },
} as const;
