/** The JSON Schemas of `docs/schemas/`, as another implementer's tools read them. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import confirmation from '../../../docs/schemas/confirmation.json' with { type: 'json' };
import directory from '../../../docs/schemas/directory.json' with { type: 'json' };
import error from '../../../docs/schemas/error.json' with { type: 'json' };
import token from '../../../docs/schemas/issued-token.json' with { type: 'json' };
import status from '../../../docs/schemas/status.json' with { type: 'json' };
import time from '../../../docs/schemas/time.json' with { type: 'json' };

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
const files = { confirmation, directory, error, token, status, time };
export type MessageKind = Exclude<keyof typeof files, 'directory'>;

const compiled = new Map<string, ValidateFunction>();

/** Where it does not fit, by its place and the rule; nothing where it fits. Never a value: it may be a secret. */
export function misfits(kind: keyof typeof files, value: unknown): string[] {
  const validate = compiled.get(kind) ?? ajv.compile(files[kind]);
  compiled.set(kind, validate);
  validate(value);
  return (validate.errors ?? []).map(worded);
}

function worded({ instancePath, message = '' }: ErrorObject): string {
  return `${instancePath === '' ? '/' : instancePath} ${message}`;
}
