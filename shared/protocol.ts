/**
 * What the app and an institution's issuing server say to each other (docs/activation-protocol.md).
 * Members that a receiver does not know are ignored, as RFC 7519 §4 has it.
 */
import * as z from 'zod';
import { ListedFacts } from './institution.ts';
import { Logo } from './logo.ts';
import {
  AppRelease,
  areDifferent,
  base64url,
  baseUrl,
  bytes32,
  instant,
  Localized,
  numericDate,
  pageUrl,
  shortText,
} from './protocol-values.ts';

export const protocolVersion = 1;
export const maxBodyBytes = 64 * 1024;
/** 10,000 institutions, with room. */
export const maxDirectoryBytes = 8 * 1024 * 1024;
export const joseContentType = 'application/jose';

/** `typ` of every message (RFC 8725 §3.11): a message of one kind can't pass for another. */
export const messageType = {
  directory: 'otp-directory+jws',
  activationRequest: 'otp-activation+jwe',
  activationAnswer: 'otp-token+jwe',
  token: 'otp-token+jws',
  confirmation: 'otp-confirmation+jws',
  renewalRequest: 'otp-renewal+jwe',
  status: 'otp-status+jws',
  time: 'otp-time+jws',
  error: 'otp-error+jws',
} as const;

export const ServiceId = z.string().regex(/^[0-9]{8}$/);
/** No institution's: the app practises with it. */
const ListedServiceId = ServiceId.regex(/^(?!12345678$)/);
/** Ten characters of Crockford's base 32, 50 random bits, new with every issue. */
export const UserId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/);
export const ActivationPassword = z.string().regex(/^[0-9]{4,8}$/, 'must be 4 to 8 digits');
export const TokenId = z.string().regex(/^[0-9a-f]{32}$/);
export const AttemptId = z.string().regex(/^[0-9a-f]{32}$/);
export const Nonce = base64url.min(22).max(64);

export const PublicKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: bytes32,
  y: bytes32,
});
export const NamedKey = PublicKey.extend({ kid: z.string().min(1).max(64) });
/** A key whose private half stands in a message is everybody's. */
const noPrivateHalf = { d: z.never().exactOptional() };
const DeviceKey = PublicKey.extend(noPrivateHalf);

/** In a list of keys `kid` tells them apart. */
export const PublishedKeys = z
  .array(NamedKey.extend(noPrivateHalf))
  .min(1)
  .max(8)
  .refine((keys) => areDifferent(keys.map(({ kid }) => kid)));

export const DirectoryEntry = ListedFacts.extend({
  serviceId: ListedServiceId,
  name: Localized.extend({ kana: shortText }),
  issuerUrl: baseUrl,
  bankUrl: pageUrl,
  tel: z.string().regex(/^[0-9+][0-9-]{5,19}$/),
  hours: Localized,
  color: z.string().regex(/^#[0-9a-f]{6}$/),
  /** One or two characters that are seen; a letter beyond the first plane is one. */
  mark: z.string().regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Z}\p{M}]{1,2}$/u),
  logo: Logo.exactOptional(),
  encryptionKeys: PublishedKeys,
  signingKeys: PublishedKeys,
  policy: z.object({
    passwordLength: z
      .object({ min: z.int().min(4).max(8), max: z.int().min(4).max(8) })
      .refine(({ min, max }) => min <= max),
    /** Last seconds of a code in which the app offers to wait for the next. */
    waitSeconds: z.int().min(0).max(30),
    passcodeRequired: z.boolean(),
  }),
});

const listOf = <T extends z.ZodType>(entry: T) => z.array(entry).min(1).max(10_000);
/** `seq` never goes down; an app keeps the highest it has seen. */
const frame = z.object({ seq: z.int().positive(), iat: numericDate, exp: numericDate });
const expiresAfterIssue = ({ iat, exp }: { iat: number; exp: number }) => exp > iat;

/** What an app reads at once; it reads an entry when it needs it, so that a bad one spoils no other. */
export const DirectoryFrame = frame
  .extend({ institutions: listOf(z.unknown()), app: z.unknown().optional() })
  .refine(expiresAfterIssue);

/** What a vendor may sign: every entry as it must be, and no service ID twice. */
export const Directory = frame
  .extend({ institutions: listOf(DirectoryEntry), app: AppRelease.exactOptional() })
  .refine(expiresAfterIssue)
  .refine(({ institutions }) => areDifferent(institutions.map(({ serviceId }) => serviceId)));

/** Plaintext of the JWE in `POST {issuerUrl}/activations`. */
export const ActivationRequest = z.object({
  v: z.literal(protocolVersion),
  attemptId: AttemptId,
  serviceId: ServiceId,
  userId: UserId,
  activationPassword: ActivationPassword,
  /** One-time ECDH public key of this attempt: only its holder can read the answer. */
  deviceKey: DeviceKey,
  app: z.object({ version: z.string().max(20), os: z.string().max(40) }),
});

export const OtpParameters = z.object({
  algorithm: z.enum(['SHA1', 'SHA256', 'SHA512']),
  digits: z.int().min(6).max(8),
  /** Seconds. */
  period: z.literal(60),
  /** 16 to 64 bytes, base64url (RFC 4226 §4, R6). */
  secret: base64url.min(22).max(86),
});

/** Payload of the JWS inside the answer to an activation. */
export const IssuedToken = z.object({
  v: z.literal(protocolVersion),
  iss: ServiceId,
  sub: UserId,
  tokenId: TokenId,
  attemptId: AttemptId,
  /** base64url SHA-256 of the exact request body. */
  request: bytes32,
  otp: OtpParameters,
  displayName: shortText,
  issuedAt: instant,
  expiresAt: instant,
  serverTime: instant,
});

/** Body of `POST {issuerUrl}/tokens/{tokenId}/confirmation`, as application/json. */
export const ConfirmationRequest = z.object({
  v: z.literal(protocolVersion),
  attemptId: AttemptId,
  /** base64url HMAC-SHA-256 by the token's secret over `confirm|{tokenId}|{attemptId}`. */
  mac: bytes32,
});

/** Who answers, and about which token. */
const aboutToken = { iss: ServiceId, tokenId: TokenId };

export const Confirmation = z.object({
  ...aboutToken,
  attemptId: AttemptId,
  request: bytes32,
  serverTime: instant,
});

/** Body of `POST {issuerUrl}/tokens/{tokenId}/status`, as application/json. */
export const StatusRequest = z.object({
  v: z.literal(protocolVersion),
  nonce: Nonce,
  /** base64url HMAC-SHA-256 by the token's secret over `status|{tokenId}|{nonce}`. */
  mac: bytes32,
});

export const Status = z.object({
  ...aboutToken,
  nonce: Nonce,
  /** `waiting`: not yet in use at the institution; `suspended`: stopped after wrong codes. */
  state: z.enum(['waiting', 'inUse', 'suspended', 'released', 'expired']),
  expiresAt: instant,
  serverTime: instant,
});

/** Plaintext of the JWE in `POST {issuerUrl}/tokens/{tokenId}/renewal`; answered like an activation. */
export const RenewalRequest = z.object({
  v: z.literal(protocolVersion),
  attemptId: AttemptId,
  tokenId: TokenId,
  deviceKey: DeviceKey,
  app: z.object({ version: z.string().max(20), os: z.string().max(40) }),
  /** base64url HMAC-SHA-256 by the old token's secret over `renew|{tokenId}|{attemptId}`. */
  mac: bytes32,
});

/** Payload of the JWS that answers `GET {issuerUrl}/time?nonce=`. */
export const Time = z.object({ iss: ServiceId, nonce: Nonce, serverTime: instant });

export const protocolErrorCodes = [
  'bad-request',
  'wrong-credentials',
  'issue-void',
  'issue-expired',
  'issue-ended',
  'too-many-deliveries',
  'already-activated',
  'token-released',
  'token-expired',
  'key-retired',
  'app-too-old',
  'too-many-requests',
  'maintenance',
] as const;

export const maxTriesLeft = 20;
/** Eleven days and a half. */
export const maxRetryAfterSeconds = 1_000_000;

/** Payload of the JWS in every refusal, as it may be sent. An unsigned one is a network fault to the app. */
export const ProtocolError = z.object({
  iss: ServiceId,
  code: z.enum(protocolErrorCodes),
  /** null where the request could not be read that far. */
  attemptId: AttemptId.nullable(),
  request: bytes32,
  triesLeft: z.int().min(0).max(maxTriesLeft).optional(),
  retryAfterSeconds: z.int().min(0).max(maxRetryAfterSeconds).optional(),
  serverTime: instant,
});

/** The same as an app takes it: a later version may have codes that this one does not know. */
export const ReceivedError = ProtocolError.extend({
  code: z.string().regex(/^[a-z0-9-]{1,40}$/),
  triesLeft: z.int().min(0).optional(),
  retryAfterSeconds: z.int().min(0).optional(),
});

export type Directory = z.infer<typeof Directory>;
export type DirectoryEntry = z.infer<typeof DirectoryEntry>;
export type ActivationRequest = z.infer<typeof ActivationRequest>;
export type IssuedToken = z.infer<typeof IssuedToken>;
export type OtpParameters = z.infer<typeof OtpParameters>;
export type ConfirmationRequest = z.infer<typeof ConfirmationRequest>;
export type Confirmation = z.infer<typeof Confirmation>;
export type StatusRequest = z.infer<typeof StatusRequest>;
export type Status = z.infer<typeof Status>;
export type RenewalRequest = z.infer<typeof RenewalRequest>;
export type Time = z.infer<typeof Time>;
export type ProtocolError = z.infer<typeof ProtocolError>;
export type ReceivedError = z.infer<typeof ReceivedError>;
export type ProtocolErrorCode = (typeof protocolErrorCodes)[number];
export type PublicKey = z.infer<typeof PublicKey>;
export type NamedKey = z.infer<typeof NamedKey>;
