/**
 * Where an officer changes a password without anything installed: a one-time password opens nothing else. No
 * script, no cookie; the current password is asked each time, so no other site can send the form for them.
 */
import { Hono, type MiddlewareHandler } from 'hono';
import { csrf } from 'hono/csrf';
import { html } from 'hono/html';
import { z } from 'zod';
import { PasswordChange } from '#shared/contract/accounts.ts';
import { SignIn } from '#shared/contract/session.ts';
import { MIN_PASSWORD } from '#shared/rights/password.ts';
import type { Env } from '../http/env.ts';
import { type SignInLimit, smallBody } from '../http/limits.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Services } from '../services.ts';
import { changePassword } from './officers.ts';

export const PASSWORD_PATH = '/akun';
const STYLE_PATH = '/akun/gaya.css';
const POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const Form = z.object({
  username: SignIn.shape.username,
  current: PasswordChange.shape.current,
  next: PasswordChange.shape.next,
  again: z.string(),
});

const plain: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  c.header('content-security-policy', POLICY);
  c.header('cache-control', 'no-store');
};

export function passwordPage(services: Services, limit: SignInLimit): Hono<Env> {
  const app = new Hono<Env>();
  app.get(STYLE_PATH, plain, (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get(PASSWORD_PATH, plain, (c) => c.html(page(null)));
  app.post(PASSWORD_PATH, plain, csrf(), smallBody, async (c) => {
    const form = Form.safeParse(await c.req.parseBody());
    if (!form.success) return c.html(page({ bad: 'Isi semua kolom.' }), 422);
    const { username, current, next, again } = form.data;
    if (next !== again) return c.html(page({ bad: 'Kata sandi baru yang kedua berbeda.', username }), 422);
    try {
      limit.attempt(c, username);
      const session = await services.accounts.signIn(username, current);
      if (!session) {
        return c.html(page({ bad: 'Nama pengguna atau kata sandi sekarang salah.', username }), 401);
      }
      limit.succeeded(c, username);
      try {
        await changePassword(services, session.actor, session.token, { current, next });
      } finally {
        await services.accounts.signOut(session.token);
      }
      return c.html(page({ good: 'Kata sandi sudah diganti. Masuk dengan kata sandi baru di ekstensi.' }));
    } catch (error) {
      if (!(error instanceof HttpProblem) || error.extra.detail === undefined) throw error;
      return c.html(
        page({ bad: error.extra.detail.id, username }),
        error.word === 'rate-limited' ? 429 : 422,
      );
    }
  });
  return app;
}

interface Said {
  good?: string;
  bad?: string;
  username?: string;
}

function page(said: Said | null) {
  return html`<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Ganti kata sandi · Tuntas</title>
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
<main>
<h1>Ganti kata sandi</h1>
<p>Kata sandi sekali pakai dari operator harus diganti sebelum akun dapat dipakai.</p>
${said?.good === undefined ? '' : html`<p class="good" role="status">${said.good}</p>`}
${said?.bad === undefined ? '' : html`<p class="bad" role="alert">${said.bad}</p>`}
<form method="post" action="${PASSWORD_PATH}">
<label>Nama pengguna
<input name="username" required maxlength="100" autocomplete="username" autocapitalize="none" value="${said?.username ?? ''}"></label>
<label>Kata sandi sekarang
<input name="current" type="password" required maxlength="200" autocomplete="current-password"></label>
<label>Kata sandi baru
<input name="next" type="password" required minlength="${MIN_PASSWORD}" maxlength="200" autocomplete="new-password" aria-describedby="hint"></label>
<p id="hint" class="soft">Paling sedikit ${MIN_PASSWORD} karakter. Beberapa kata yang tidak berkaitan mudah diingat dan sulit ditebak.</p>
<label>Kata sandi baru sekali lagi
<input name="again" type="password" required maxlength="200" autocomplete="new-password"></label>
<button>Ganti kata sandi</button>
</form>
</main>
</body>
</html>`;
}

const STYLE = `:root{color-scheme:light dark;--text:#1c2430;--soft:#525c6b;--page:#fff;--line:#767f8d;--accent:#0b5cad;--on:#fff;--bad:#a3121b;--good:#11663a}
@media (prefers-color-scheme:dark){:root{--text:#e8ecf2;--soft:#aab4c2;--page:#14181f;--line:#8b95a5;--accent:#7db8ff;--on:#0b1420;--bad:#ff9a9a;--good:#7fdba6}}
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--text);background:var(--page)}
main{max-width:24rem;margin:3rem auto;padding:0 1rem}
h1{font-size:1.5rem}
label{display:block;margin-top:1rem;font-weight:600}
input{display:block;box-sizing:border-box;width:100%;margin-top:.25rem;padding:.5rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:4px}
button{margin-top:1.5rem;padding:.6rem 1.2rem;font:inherit;font-weight:600;color:var(--on);background:var(--accent);border:0;border-radius:4px}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.soft{color:var(--soft);font-size:.875rem;margin:.25rem 0 0}
.bad{color:var(--bad);font-weight:600}.good{color:var(--good);font-weight:600}
`;
