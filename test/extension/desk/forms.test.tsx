// @vitest-environment happy-dom
/** The forms of the bar, as whoever fills them in by keyboard finds them. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Ticket } from '#shared/contract/ticket.ts';
import { bench, open, press, useFormBench, write } from './form-bench.tsx';

useFormBench();

async function putDecision(key: string, times: number): Promise<void> {
  await press(key);
  for (let time = 1; time < times; time++) {
    const held = new KeyboardEvent('keydown', { key, repeat: true, bubbles: true, cancelable: true });
    await act(() => {
      document.activeElement?.dispatchEvent(held);
    });
    expect(held.defaultPrevented).toBe(true);
  }
}

/** Until what was said has stood there for as long as reading it takes. */
function haveRead(): void {
  const at = performance.now() + 1_000;
  vi.spyOn(performance, 'now').mockImplementation(() => at);
}
afterEach(() => vi.restoreAllMocks());

const problem = (): string => bench.place.querySelector('[role=alert]')?.textContent ?? '';

describe('a postponement', () => {
  it('is two keys and Enter: until when by digit, why by letter', async () => {
    await open('tunda');
    await press('1', 'b', 'Enter');
    expect(bench.sent).toEqual([
      {
        action: 'tunda',
        until: '2025-03-11T09:00:00.000+07:00',
        reason: 'Menunggu tindak lanjut instansi lain.',
      },
    ]);
  });

  it('says what is missing, one after the other', async () => {
    await open('tunda');
    await press('Enter');
    expect(problem()).toBe('Pilih sampai kapan.');
    await press('4');
    expect(problem()).toBe('');
    await press('Enter');
    expect(problem()).toBe('Alasan wajib diisi.');
    expect(bench.sent).toEqual([]);
  });

  it('says the officer’s own sentence, and none that they emptied', async () => {
    await open('tunda', {}, [
      { account: 'v1', slot: 'tunda.a', text: 'Menunggu alat berat dari sudin.' },
      { account: 'v1', slot: 'tunda.b', text: '' },
    ]);
    // The emptied sentence's letter chooses nothing: the first Enter after it may end what somebody types.
    await press('2', 'b', 'Enter', 'Enter');
    expect(problem()).toBe('Alasan wajib diisi.');
    await press('a', 'Enter');
    expect(bench.sent).toMatchObject([{ reason: 'Menunggu alat berat dari sudin.' }]);
  });
});

describe('passing a report on', () => {
  const office: Partial<Ticket> = {
    status: 'menunggu',
    proposedUnit: { code: 'satpol-pp', name: 'Satpol PP', why: 'biasanya menangani PKL Liar' },
  };

  it('goes to the office proposed by one key, which leaves the keyboard at the reason', async () => {
    await open('koordinasi', office);
    await press('1');
    expect(document.activeElement?.tagName).toBe('TEXTAREA');
    await press('Enter');
    expect(problem()).toBe('Alasan wajib diisi.');
    await write('Alasan', ' Kewenangan Satpol PP ');
    await press('Enter');
    expect(bench.sent).toEqual([{ action: 'koordinasi', to: 'satpol-pp', reason: 'Kewenangan Satpol PP' }]);
  });

  it('finds an office by letters of its name; Enter chooses it and sends nothing yet', async () => {
    await open('koordinasi', office);
    await write('Unit tujuan', 'perh');
    await press('Enter');
    expect(bench.sent).toEqual([]);
    await write('Alasan', 'Parkir liar');
    await press('Enter');
    expect(bench.sent).toMatchObject([{ to: 'dishub' }]);
  });

  it('takes no name that is not in the list', async () => {
    await open('koordinasi', office);
    await write('Unit tujuan', 'kantor entah');
    expect(bench.place.textContent).toContain('Tidak ada unit yang cocok');
    await write('Alasan', 'x');
    await press('Enter');
    expect(problem()).toBe('Pilih unit tujuan dari daftar.');
  });
});

describe('a proposal', () => {
  const RINA = { username: 'rina', name: 'Rina Wulandari' };
  const BUDI = { username: 'budi', name: 'Budi Santoso' };
  const keyboardToForm = (): void => bench.place.querySelector<HTMLElement>('form')?.focus();

  it('goes to one of those on duty by digit, and not to whoever has it already', async () => {
    bench.onDuty = [BUDI, RINA];
    await open('usulkan', { proposedValidator: { ...BUDI, mine: false } });
    expect(bench.place.querySelector('fieldset')?.textContent).not.toContain('Budi');
    await press('Enter');
    expect(problem()).toBe('Pilih validator yang sedang bertugas.');
    await press('1');
    await write('Alasan', 'Mengenal daerahnya');
    await press('Enter');
    expect(bench.sent).toEqual([{ action: 'usulkan', validator: 'rina', reason: 'Mengenal daerahnya' }]);
  });

  it('is narrowed down by name where more are on duty than there are digits', async () => {
    const many = Array.from({ length: 12 }, (_, n) => ({ username: `v${n}`, name: `Validator ${n}` }));
    bench.onDuty = [...many, RINA];
    await open('usulkan');
    await write('Cari nama', 'wulan');
    keyboardToForm();
    await press('1');
    await write('Alasan', 'Mengenal daerahnya');
    await press('Enter');
    expect(bench.sent).toMatchObject([{ validator: 'rina' }]);
  });

  it('takes a username where the roster was never read here', async () => {
    await open('usulkan');
    await write('Nama pengguna', ' Rina ');
    await write('Alasan', 'Mengenal daerahnya');
    await press('Enter');
    expect(bench.sent).toMatchObject([{ validator: 'rina' }]);
  });
});

it('a field check is one key and Enter', async () => {
  await open('cek_lapangan');
  await press('b', 'Enter');
  expect(bench.sent).toEqual([
    { action: 'cek_lapangan', note: 'Mohon cek apakah foto sesudah diambil di titik laporan.' },
  ]);
});

it('a field result needs a finding and what it looks like there', async () => {
  await open('hasil_lapangan');
  await press('Enter');
  expect(problem()).toBe('Pilih temuan di lapangan.');
  await press('2', 'Enter');
  expect(problem()).toBe('Tulis keadaan di lapangan.');
  await write('Keadaan di lapangan', 'Masih berlubang');
  await press('Enter');
  expect(bench.sent).toEqual([
    { action: 'hasil_lapangan', finding: 'tidak_sesuai', note: 'Masih berlubang' },
  ]);
});

describe('a follow-up', () => {
  const narrative = (): string => bench.place.querySelector('textarea')?.value ?? '';
  const reopen = async (...how: Parameters<typeof open>): Promise<void> => {
    await act(() => render(null, bench.place));
    await open(...how);
  };

  it('is not sent past its warning by Enter held down or pressed twice, but once it was read', async () => {
    await open('tindak_lanjut', { number: 'JK2503080101' });
    await putDecision('Enter', 4);
    expect(problem()).toContain('Narasi masih kosong');
    await press('Enter');
    expect(bench.sent).toEqual([]);
    haveRead();
    await press('Enter');
    expect(bench.sent).toEqual([{ action: 'tindak_lanjut', narrative: '' }]);
  });

  it('keeps its draft when the report has moved on, and shows it to no other account', async () => {
    const number = 'JK2503080102';
    await open('tindak_lanjut', { number });
    await write('Narasi', 'Lubang ditambal');
    await reopen('tindak_lanjut', { number, version: 5 });
    expect(narrative()).toBe('Lubang ditambal');
    await reopen('tindak_lanjut', { number, version: 5 }, [], 'v2');
    expect(narrative()).toBe('');
  });

  it('has its draft back when it is undone, and begins empty once it was taken', async () => {
    const number = 'JK2503080103';
    await open('tindak_lanjut', { number });
    await write('Narasi', 'Lubang ditambal');
    await press('Enter');
    haveRead();
    await press('Enter');
    expect(bench.sent).toHaveLength(1);
    vi.restoreAllMocks();
    await reopen('tindak_lanjut', { number });
    expect(narrative()).toBe('Lubang ditambal');
    await press('Enter');
    haveRead();
    await press('Enter');
    await reopen('tindak_lanjut', { number, version: 5 });
    expect(narrative()).toBe('');
  });
});

it('a refusal needs a code and an explanation', async () => {
  await open('tolak', { status: 'menunggu' });
  await press('Enter');
  expect(problem()).toBe('Pilih alasan penolakan.');
  await press('2', 'Enter');
  expect(problem()).toBe('Tulis penjelasannya.');
  await write('Penjelasan', 'Alamat tidak ada di peta');
  await press('Enter');
  expect(bench.sent).toEqual([
    { action: 'tolak', reasonCode: 'lokasi_tidak_ditemukan', reason: 'Alamat tidak ada di peta' },
  ]);
});

it('a merge refuses the report itself and anything that is no number', async () => {
  await open('gabung', { number: 'JK2503080007', probableDuplicate: 'JK2503080009' });
  await write('Nomor laporan tujuan', 'jk2503080007');
  await press('Enter');
  // In a line of its own, Enter is the browser's: it submits the form.
  await act(() => bench.place.querySelector('form')?.requestSubmit());
  expect(problem()).toBe('Laporan tidak dapat digabung ke dirinya sendiri.');
  bench.place.querySelector<HTMLElement>('form')?.focus();
  await press('1');
  await write('Alasan', 'Lubang yang sama');
  await press('Enter');
  expect(bench.sent).toEqual([{ action: 'gabung', into: 'JK2503080009', reason: 'Lubang yang sama' }]);
});

it('a wrong point is corrected by what is typed, exchanged numbers are noticed', async () => {
  await open('koreksi_titik', { point: { lat: -6.2, lon: 106.8 } });
  await write('Lintang dan bujur', '106.81770, -6.25543');
  await write('Alasan', 'Pin di gedung sebelah');
  await press('Enter');
  expect(problem()).toContain('tertukar');
  await write('Lintang dan bujur', '-6.25543, 106.81770');
  await write('Alasan', 'Pin di gedung sebelah');
  await press('Enter');
  expect(bench.sent).toEqual([
    { action: 'koreksi_titik', point: { lat: -6.25543, lon: 106.8177 }, reason: 'Pin di gedung sebelah' },
  ]);
});

it('a wrong point is put right on the map by arrow keys, a metre at a time and ten with Shift', async () => {
  await open('koreksi_titik', { point: { lat: -6.2, lon: 106.8 } });
  const map = bench.place.querySelector<HTMLElement>('.map-canvas');
  map?.focus();
  await press('ArrowUp', 'ArrowUp');
  await act(() => {
    map?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', shiftKey: true, bubbles: true }));
  });
  expect(bench.place.querySelector('[role=status]')?.textContent).toMatch(/^10\sm/);
  await write('Alasan', 'Pin di seberang jalan');
  await press('Enter');
  const [body] = bench.sent;
  if (body?.action !== 'koreksi_titik') throw new Error('nothing was sent');
  expect((body.point.lat + 6.2) * 111_320).toBeCloseTo(2, 5);
  expect((body.point.lon - 106.8) * 111_320 * Math.cos((6.2 * Math.PI) / 180)).toBeCloseTo(-10, 3);
});

it('letters typed into a text are text: they choose no sentence and send nothing', async () => {
  await open('tunda');
  await write('Alasan', '');
  await press('a', '1');
  expect(bench.place.querySelector('[aria-pressed=true]')).toBeNull();
  expect(bench.sent).toEqual([]);
});
