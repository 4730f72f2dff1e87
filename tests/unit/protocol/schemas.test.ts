/**
 * docs/schemas/: what the code says of each message, for those who write the other side in another
 * language. `npm run unit -- schemas.test.ts -u` writes them anew.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import * as protocol from '../../../shared/protocol.ts';
import { docs, document, json, text } from '../../vectors/worked-example.ts';

const folder = join(docs, 'schemas');
const payload = (name: string): unknown =>
  JSON.parse(Buffer.from(text(name).split('.')[1] ?? '', 'base64url').toString('utf8'));
const body = (name: string): unknown => JSON.parse(text(name));

/** Each schema, and messages of the worked example that it must allow. */
const schemas: Record<string, { schema: z.ZodType; messages: unknown[] }> = {
  directory: { schema: protocol.Directory, messages: [json('directory')] },
  'activation-request': {
    schema: protocol.ActivationRequest,
    messages: [json('activation-request')],
  },
  'issued-token': {
    schema: protocol.IssuedToken,
    messages: [json('issued-token'), json('renewed-token')],
  },
  'confirmation-request': {
    schema: protocol.ConfirmationRequest,
    messages: [body('confirmation-body')],
  },
  confirmation: { schema: protocol.Confirmation, messages: [payload('confirmation-answer')] },
  'status-request': { schema: protocol.StatusRequest, messages: [body('status-body')] },
  status: { schema: protocol.Status, messages: [payload('status-answer')] },
  'renewal-request': { schema: protocol.RenewalRequest, messages: [json('renewal-request')] },
  time: { schema: protocol.Time, messages: [payload('time-answer')] },
  error: {
    schema: protocol.ProtocolError,
    messages: [payload('error-body'), payload('maintenance-body')],
  },
  'error-received': {
    schema: protocol.ReceivedError,
    messages: [payload('error-body'), payload('maintenance-body')],
  },
};

const described = ({ schema }: { schema: z.ZodType }) => z.toJSONSchema(schema, { io: 'input' });
const named = Object.entries(schemas).map(([name, entry]) => ({ name, ...entry }));

test.each(named)('the schema of $name is what the code says', async ({ name, schema }) => {
  const written = `${JSON.stringify({ title: name, ...described({ schema }) }, null, 2)}\n`;
  await expect(written).toMatchFileSnapshot(join(folder, `${name}.json`));
});

test('the folder has these and no others, and the document names each', () => {
  const files = named.map(({ name }) => `${name}.json`).toSorted();
  expect(readdirSync(folder).toSorted()).toEqual(files);
  for (const file of files) expect(document).toContain(`\`${file}\``);
});

describe.each(named)('the schema of $name', ({ name, messages }) => {
  const read = () => {
    const file = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as {
      required: string[];
    };
    const isValid = new Ajv2020({ strict: false, formats: { uri: true } }).compile(file);
    return { required: file.required, isValid: (message: unknown) => isValid(message) };
  };

  test('allows the messages of the worked example', () => {
    for (const message of messages) expect(read().isValid(message)).toBe(true);
  });

  test('allows members that nobody knows yet', () => {
    for (const message of messages) {
      const newer = { ...(message as object), since: 2031 };
      expect(read().isValid(newer)).toBe(true);
    }
  });

  test('allows none without a member that it needs, or with null in its place', () => {
    const { required, isValid } = read();
    expect(required.length).toBeGreaterThan(2);
    const [message] = messages as [Record<string, unknown>];
    const isMissed = (member: string) => {
      const { [member]: _gone, ...rest } = message;
      return !isValid(rest);
    };
    expect(required.filter(isMissed)).toEqual(required);
    // Only a refusal may be about no attempt.
    const nullable = name.startsWith('error') ? ['attemptId'] : [];
    const mayBeNull = (member: string) => isValid({ ...message, [member]: null });
    expect(required.filter(mayBeNull)).toEqual(nullable);
  });
});
