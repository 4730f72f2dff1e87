/** The options of `npm run branch`: how they are read, and the help that lists them. */
import * as z from 'zod';
import { Address, Port, Proxies, Text, readValues } from '../../service/options/option-values.ts';
import { parseTyped } from '../../service/options/typed.ts';

export const help = `窓口用の画面 / Branch page for Desktop Token

  npm run branch -- [options]             starts it
  npm run branch -- add-staff <id> <name> --password-file <file>
                                          lets somebody log in; the first line of the file is the
                                          password, 12 characters or more
  npm run branch -- remove-staff <id>     lets nobody log in by this ID any more

  --port <number>             port on the host (8793)
  --host <address>            where it is listened at (127.0.0.1)
  --data <folder>             who may log in, and wrong log-ins (.demo/branch)
  --back-office-url <address> the issuing service's back office (http://127.0.0.1:8791)
  --back-office-tls <folder>  where it asks for certificates of clients: key.pem, cert.pem, and server-ca.pem
                              where its own is of a CA of one's own; a renewed one counts a second later
  --client-key <file>         private key of a client with the scope staff, as add-client of the
                              issuing service writes it
  --institution <name>        as the pages name it
  --public-url <address>      what browsers call it, where a proxy with https: stands before it
  --trusted-proxies <list>    proxies whose Forwarded or X-Forwarded-For is believed (none)
  --demo                      somebody to try it with, whose password stands on the page
  --help                      this text
`;

const Options = z.object({
  port: Port,
  host: Text,
  data: Text,
  'back-office-url': Address,
  'back-office-tls': Text.optional(),
  'client-key': Text.optional(),
  institution: Text.optional(),
  'password-file': Text.optional(),
  'public-url': Address.optional(),
  'trusted-proxies': Proxies.optional(),
  demo: z.boolean(),
});

export type BranchValues = z.infer<typeof Options> & {
  /** A command and its words; none to start. */
  words: string[];
};

/** Null when only the help is asked for. Throws one sentence about the first option that is wrong. */
export function readBranchOptions(args: string[]): BranchValues | null {
  const { values: given, positionals: words } = parseTyped({
    args,
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '8793' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string', default: '.demo/branch' },
      'back-office-url': { type: 'string', default: 'http://127.0.0.1:8791' },
      'back-office-tls': { type: 'string' },
      'client-key': { type: 'string' },
      institution: { type: 'string' },
      'password-file': { type: 'string' },
      'public-url': { type: 'string' },
      'trusted-proxies': { type: 'string' },
      demo: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (given.help) return null;
  return { ...readValues(Options, given), words };
}
