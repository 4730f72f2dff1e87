/** Not signed as other refusals are: those state the time. To apps it is a fault of the network, and they ask again. */
import { rules } from '../rules.ts';

export function clockRefused(): Response {
  const headers = { 'retry-after': String(rules.maintenanceSeconds), 'cache-control': 'no-store' };
  return new Response('503 Service Unavailable', { status: 503, headers });
}
