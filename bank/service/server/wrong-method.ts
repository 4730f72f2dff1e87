/** What no route answers: 405 with the methods that the path has (RFC 9110 §15.5.6), or 404 where it has none. */
import type { Context, Hono, NotFoundHandler } from 'hono';

const methodsUsed = ['GET', 'POST'];

type Answer = (
  c: Context,
  status: 404 | 405,
  headers: Record<string, string>,
) => Response | Promise<Response>;

export function answerWrongMethod(app: Hono, answer: Answer): NotFoundHandler {
  return (c) => {
    const methods = methodsUsed.filter(
      (method) => app.router.match(method, c.req.path)[0].length > 0,
    );
    const asked = c.req.method === 'HEAD' ? 'GET' : c.req.method;
    if (methods.length === 0 || methods.includes(asked)) return answer(c, 404, {});
    const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    return answer(c, 405, { allow: allowed.join(', ') });
  };
}
