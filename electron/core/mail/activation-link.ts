/** Which IDs a link carries that the system has handed to the app. */
import { linkStart } from '../../../shared/brand.ts';
import { malformedFields, readActivationInput } from '../activation-input.ts';

export type LinkIds = { serviceId: string; userId: string };

/** Twice what an honest one has, with every character written as `%XX`. */
const maxCharacters = 200;

/**
 * Both IDs, judged as typed ones are; null of whatever is not exactly `…:activate?service=…&user=…`. One that
 * carries anything more, a password above all, is refused as a whole.
 */
export function readActivationLink(link: string): LinkIds | null {
  if (link.length > maxCharacters) return null;
  if (link.slice(0, linkStart.length).toLowerCase() !== linkStart) return null;
  const pairs = [...new URLSearchParams(link.slice(linkStart.length))];
  const { service, user } = Object.fromEntries(pairs) as { service?: string; user?: string };
  if (pairs.length !== 2 || service === undefined || user === undefined) return null;
  const { serviceId, userId } = readActivationInput({
    serviceId: service,
    userId: user,
    activationPassword: '',
  });
  const malformed = malformedFields({ serviceId, userId, activationPassword: '' });
  return malformed.every((field) => field === 'activationPassword') ? { serviceId, userId } : null;
}
