/**
 * A program for a network that tests can't reach from outside: somebody of the staff logs in at the branch's page, which is at
 * its usual port here, and finds a contract. Says what stands in the page's main part.
 */
import { visitor } from '../bank/visitor.ts';

const [id = '', password = '', reference = ''] = process.argv.slice(2);
const web = visitor('http://127.0.0.1:8793/');
const { html } = await web.get('/');
const hidden = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
const form = Object.fromEntries([...hidden].map(([, name = '', value = '']) => [name, value]));
const answered = await web.post('/log-in', { ...form, id, password });
if (answered.problem !== null) throw new Error(answered.problem);
const page = await web.get(`/contracts/by/${reference}`);
console.log(/<main.*?<\/main>/s.exec(page.html)?.[0].replaceAll(/<[^>]*>/g, ' '));
