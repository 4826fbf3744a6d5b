/** The words that notices start with, and what may be put in their place. */
import { describe, expect, it } from 'vitest';
import {
  GAPS,
  type GapValues,
  MESSAGE_KINDS,
  MessageTemplate,
  OFFICER_MESSAGES,
  TO_OFFICERS,
  TO_REPORTER,
} from '#shared/contract/messages.ts';
import { EVENT_ACTIONS } from '#shared/ticket/action.ts';
import { fill } from '#shared/words/phrase.ts';
import { readConfig } from '../../../service/compose/config.ts';
import { firstTemplate } from '../../../service/messages/mail/templates.ts';

const VALUES: GapValues = {
  nomor: 'JK2503100001',
  kategori: 'Jalan',
  kelurahan: 'Kelurahan Bangka',
  tautan: 'https://tuntas.test/lacak/JK2503100001',
  nomor_lain: 'JK2503100002',
  batas: '10 Mar 2025 pukul 15.00 WIB',
};

it.each(MESSAGE_KINDS)('%s has words that may be set, and leaves no gap', (kind) => {
  const template = firstTemplate(kind);
  expect(MessageTemplate.safeParse(template).error).toBeUndefined();
  for (const { subject, body } of Object.values(template)) {
    expect(fill(subject, VALUES)).toContain('JK2503100001');
    expect(fill(body, VALUES)).not.toMatch(/[{}]/);
  }
});

it('every notice has its occasion', () => {
  const led = EVENT_ACTIONS.flatMap((action) =>
    [TO_REPORTER[action] ?? [], TO_OFFICERS[action] ?? []].flat(),
  );
  expect(new Set([...led, 'mendekati_batas'])).toEqual(new Set(MESSAGE_KINDS));
  expect(OFFICER_MESSAGES).toContain('mendekati_batas');
});

describe('a gap', () => {
  it('is filled with its value as it stands, and what stands in a value is no gap', () => {
    const values = { ...VALUES, kategori: '{nomor} $& <b>' };
    expect(fill('{kategori}: {nomor}', values)).toBe('{nomor} $& <b>: JK2503100001');
  });

  it.each(['{constructor}', '{NOMOR}', '{pelapor}'])('%s is none', (text) => {
    const words = { subject: text, body: 'x' };
    expect(MessageTemplate.safeParse({ id: words, en: words }).success).toBe(false);
    expect(Object.keys(GAPS)).not.toContain(text);
  });
});

describe('settings for notices', () => {
  const home = { PUBLIC_URL: 'https://tuntas.test' };
  const smtp = { SMTP_URL: 'smtps://mail.test', SMTP_FROM: 'Tuntas <laporan@tuntas.test>' };
  const gateway = { WHATSAPP_URL: 'https://gerbang.test/pesan', WHATSAPP_TOKEN: 'rahasia' };

  it('are both off unless they are set', () => {
    expect(readConfig([], {})).not.toHaveProperty('smtp');
    expect(readConfig([], { ...home, ...smtp, ...gateway })).toMatchObject({
      smtp: { url: 'smtps://mail.test', from: smtp.SMTP_FROM, host: 'tuntas.test' },
      gateway: { url: gateway.WHATSAPP_URL, token: 'rahasia' },
    });
  });

  it.each([
    ['SMTP_FROM', { ...home, SMTP_URL: smtp.SMTP_URL }],
    ['SMTP_URL', { ...home, ...smtp, SMTP_URL: 'https://mail.test' }],
    ['WHATSAPP_TOKEN', { ...home, WHATSAPP_URL: gateway.WHATSAPP_URL }],
    ['PUBLIC_URL', smtp],
    ['PUBLIC_URL', gateway],
  ])('are refused by name where %s is missing or cannot be', (name, env) => {
    expect(() => readConfig([], env)).toThrow(name);
  });
});
