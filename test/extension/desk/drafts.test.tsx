// @vitest-environment happy-dom
/** What is written in a form and not sent yet: whose it is, and how long it is kept. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import type { OfficerAction } from '#shared/ticket/action.ts';
import { bench, newNumber, open, press, useFormBench, write } from './form-bench.tsx';

useFormBench();

describe('what is written in a form', () => {
  const WRITTEN: [OfficerAction, string][] = [
    ['kembalikan', 'Catatan'],
    ['tunda', 'Alasan'],
    ['cek_lapangan', 'Yang perlu'],
    ['hasil_lapangan', 'Keadaan di lapangan'],
    ['tolak', 'Penjelasan'],
    ['koordinasi', 'Alasan'],
    ['disposisi', 'Alasan'],
    ['tiket', 'Alasan'],
    ['koreksi_titik', 'Alasan'],
    ['gabung', 'Alasan'],
    ['usulkan', 'Alasan'],
    ['setujui', 'Alasan'],
    ['buka_kembali', 'Alasan'],
    ['catat', 'Catatan'],
  ];
  const text = (): string => bench.place.querySelector('textarea')?.value ?? '';
  const close = () => act(() => render(null, bench.place));

  it.each(WRITTEN)(
    'of %s is there on the way back, for its account and its report alone',
    async (action, label) => {
      const number = newNumber();
      await open(action, { number });
      await write(label, 'Setengah jadi');
      await close();
      await open(action, { number, version: 5 });
      expect(text()).toBe('Setengah jadi');
      await close();
      await open(action, { number }, [], 'v2');
      expect(text()).not.toContain('Setengah jadi');
      await close();
      await open(action);
      expect(text()).not.toContain('Setengah jadi');
    },
  );

  it('is not there in a second note while the first is on its way, and there again once that is taken back', async () => {
    const number = newNumber();
    await open('catat', { number });
    await write('Catatan', 'Sudah ditelepon');
    await press('Enter');
    await close();
    bench.another = true;
    await open('catat', { number });
    expect(text()).toBe('');
    await close();
    bench.another = false;
    await open('catat', { number });
    expect(text()).toBe('Sudah ditelepon');
  });

  it('is no other form’s of the same report', async () => {
    const number = newNumber();
    await open('koordinasi', { number });
    await write('Alasan', 'Setengah jadi');
    await close();
    await open('tiket', { number });
    expect(text()).toBe('');
  });
});
