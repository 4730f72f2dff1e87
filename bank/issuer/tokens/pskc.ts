/**
 * Writes seeds as PSKC (RFC 6030), for an institution that moves its tokens to another verifier:
 * encrypted and authenticated under keys from a passphrase (§6.2), or plain for readers that can't.
 */
import { createCipheriv, createHmac, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { html, raw } from 'hono/html';
import type { OtpMemory, OtpSecret } from './otp.ts';
import { rules } from '../../service/rules.ts';

export type Seed = OtpSecret &
  Pick<OtpMemory, 'driftSteps'> & { tokenId: string; userId: string; expiresAt: number };

/** OWASP's figure for PBKDF2 with HMAC-SHA-1, the one function that RFC 6030 readers all know. */
const iterations = 1_300_000;
const aesKeyBytes = 16;
const macKeyBytes = 20;
const ivBytes = 16;
const aesCbc = 'http://www.w3.org/2001/04/xmlenc#aes128-cbc';
const hmacSha1 = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1';
const pbkdf2Name = 'http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2';
const declaration = raw('<?xml version="1.0" encoding="UTF-8"?>\n');

type Xml = ReturnType<typeof html>;
/** How a secret stands in the document, and what the document says before them. */
type Protection = { header: Xml | string; value: (secret: Uint8Array) => Xml };

/** `issuer` is the institution's name. The result is the whole XML document. */
export async function writePskc(
  issuer: string,
  seeds: readonly Seed[],
  passphrase: string | null,
): Promise<string> {
  const { header, value } = passphrase === null ? plain : await encryption(passphrase);
  const packages = seeds.map((seed) => keyPackage(issuer, seed, value(seed.secret)));
  const document = html`${declaration}<pskc:KeyContainer
      Version="1.0"
      xmlns:pskc="urn:ietf:params:xml:ns:keyprov:pskc"
      xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"
      xmlns:xenc11="http://www.w3.org/2009/xmlenc11#"
      xmlns:pkcs5="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#"
    >
      ${header}${packages}
    </pskc:KeyContainer> `;
  return String(await document);
}

const plain: Protection = {
  header: '',
  value: (secret) =>
    html`<pskc:PlainValue>${Buffer.from(secret).toString('base64')}</pskc:PlainValue>`,
};

async function encryption(passphrase: string): Promise<Protection> {
  const salt = randomBytes(16);
  const key = await promisify(pbkdf2)(passphrase, salt, iterations, aesKeyBytes, 'sha1');
  const macKey = randomBytes(macKeyBytes);
  const encrypt = (secret: Uint8Array) => {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-128-cbc', key, iv);
    return Buffer.concat([iv, cipher.update(secret), cipher.final()]);
  };
  return {
    header: html`<pskc:EncryptionKey>
        <xenc11:DerivedKey>
          <xenc11:KeyDerivationMethod Algorithm="${pbkdf2Name}">
            <pkcs5:PBKDF2-params>
              <Salt><Specified>${salt.toString('base64')}</Specified></Salt>
              <IterationCount>${iterations}</IterationCount>
              <KeyLength>${aesKeyBytes}</KeyLength>
              <PRF />
            </pkcs5:PBKDF2-params>
          </xenc11:KeyDerivationMethod>
        </xenc11:DerivedKey>
      </pskc:EncryptionKey>
      <pskc:MACMethod Algorithm="${hmacSha1}">
        <pskc:MACKey>${encryptedData(encrypt(macKey))}</pskc:MACKey>
      </pskc:MACMethod>`,
    value(secret) {
      const encrypted = encrypt(secret);
      const mac = createHmac('sha1', macKey).update(encrypted).digest('base64');
      return html`<pskc:EncryptedValue>${encryptedData(encrypted)}</pskc:EncryptedValue>
        <pskc:ValueMAC>${mac}</pskc:ValueMAC>`;
    },
  };
}

function encryptedData(encrypted: Buffer): Xml {
  return html`<xenc:EncryptionMethod Algorithm="${aesCbc}" />
    <xenc:CipherData
      ><xenc:CipherValue>${encrypted.toString('base64')}</xenc:CipherValue></xenc:CipherData
    >`;
}

function keyPackage(issuer: string, seed: Seed, secret: Xml): Xml {
  const { tokenId, userId, algorithm, digits, driftSteps, expiresAt } = seed;
  const suite = algorithm.replace('SHA', 'HMAC-SHA');
  return html`<pskc:KeyPackage>
    <pskc:Key Id="${tokenId}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
      <pskc:Issuer>${issuer}</pskc:Issuer>
      <pskc:AlgorithmParameters>
        <pskc:Suite>${suite}</pskc:Suite>
        <pskc:ResponseFormat Length="${digits}" Encoding="DECIMAL" />
      </pskc:AlgorithmParameters>
      <pskc:Data>
        <pskc:Secret>${secret}</pskc:Secret>
        <pskc:Time><pskc:PlainValue>0</pskc:PlainValue></pskc:Time>
        <pskc:TimeInterval
          ><pskc:PlainValue>${rules.codePeriodSeconds}</pskc:PlainValue></pskc:TimeInterval
        >
        <pskc:TimeDrift><pskc:PlainValue>${driftSteps}</pskc:PlainValue></pskc:TimeDrift>
      </pskc:Data>
      <pskc:UserId>UID=${userId}</pskc:UserId>
      <pskc:Policy>
        <pskc:ExpiryDate>${dateTime(expiresAt)}</pskc:ExpiryDate>
      </pskc:Policy>
    </pskc:Key>
  </pskc:KeyPackage>`;
}

/** xs:dateTime in whole seconds: some readers know no fractions. */
function dateTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
