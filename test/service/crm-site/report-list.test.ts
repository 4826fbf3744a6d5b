import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from '../harness.ts';

let house: House;
let html: (path: string) => Promise<{ status: number; headers: Headers; text: string }>;
beforeAll(async () => {
  house = await openHouse();
  html = async (path) => {
    const reply = await house.service.app.request(path);
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  };
});
afterAll(() => house.close());

describe('the list page that stands in for the CRM site', () => {
  it('says so when there is no report', async () => {
    const page = await html('/demo/laporan');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Tidak ada laporan');
  });

  it('shows a report by number, category, kelurahan, date and status, and no more', async () => {
    const admin = await house.as('admin');
    const filed = await admin.file({ description: 'Lubang di depan sekolah', address: 'Jalan Rahasia 5' });
    const page = await html('/demo/laporan');
    expect(page.text).toContain(`<a href="/demo/laporan/${filed.number}">${filed.number}</a>`);
    expect(page.text).toContain('10 Mar 2025 09.00 WIB');
    expect(page.text).toContain('<td>Menunggu</td>');
    expect(page.text).not.toContain('Lubang di depan sekolah');
    const detail = await html(`/demo/laporan/${filed.number}`);
    expect(detail.text).toContain('Lubang di depan sekolah');
    expect(detail.text).not.toContain('Jalan Rahasia');
  });

  it('has a form that stands in for the site’s own, and sends nothing anywhere', async () => {
    const admin = await house.as('admin');
    const filed = await admin.file({ description: 'Trotoar pecah' });
    const form = await html(`/demo/laporan/${filed.number}/tindak-lanjut`);
    expect(form.status).toBe(200);
    expect(form.text).toContain(`name="nomor" value="${filed.number}"`);
    expect(form.text).not.toMatch(/<form[^>]* action=/);
    expect(form.headers.get('content-security-policy')).toContain("form-action 'none'");
    expect((await html('/demo/laporan/JK9901010001/tindak-lanjut')).status).toBe(404);
  });

  it('shows foreign text as text, never as markup', async () => {
    const admin = await house.as('admin');
    const filed = await admin.file({ description: '<script>alert(1)</script><img src=x onerror=alert(2)>' });
    const { text } = await html(`/demo/laporan/${filed.number}`);
    expect(text).not.toContain('<script');
    expect(text).not.toContain('<img');
    expect(text).toContain('&lt;script>');
  });

  it('forbids scripts, frames around it and anything from elsewhere', async () => {
    for (const path of ['/', '/demo/laporan', '/demo/laporan/JK9901010001']) {
      const policy = (await html(path)).headers.get('content-security-policy');
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).toContain("frame-ancestors 'none'");
    }
  });

  it('leaves the API its own headers', async () => {
    for (const path of ['/api/v1/session', '/nowhere']) {
      const policy = (await html(path)).headers.get('content-security-policy');
      expect(policy).not.toBe((await html('/demo/laporan')).headers.get('content-security-policy'));
    }
  });

  it('answers an unknown number, a page past the end and nonsense without falling over', async () => {
    expect((await html('/demo/laporan/JK9901010001')).status).toBe(404);
    expect((await html('/demo/laporan?halaman=999999')).text).toContain('Halaman 1 dari 1');
    expect((await html('/demo/laporan?halaman=-1&status=%00')).status).toBe(200);
  });
});
