/** What Open311 offers here: where it lies, categories as its services, and the one question that each of them asks. */
import { civilDate } from '#shared/time/zone.ts';
import { type Language, say } from '../../platform/http/language.ts';
import { takesReports } from '../../rules/categories/register.ts';
import type { CategoryRow } from '../../tables/rules.ts';
import type { Document, Value } from './answer.ts';
import type { Open311Deps } from './caller.ts';

type Service = Pick<CategoryRow, 'code' | 'name'>;

/** Those that take reports now. */
export function serviceList(
  { units, categories, clock }: Pick<Open311Deps, 'units' | 'categories' | 'clock'>,
  language: Language,
): Document {
  const today = civilDate(clock.now());
  return {
    root: 'services',
    value: categories
      .all()
      .filter((row) => takesReports(row, today))
      .map(({ code, name, aliases, office: usual }) => {
        const office = usual === null ? say('exchange.open311.kelurahan', language) : units.named(usual).name;
        return {
          service_code: code,
          service_name: name,
          description: say(
            { key: 'exchange.open311.reports_about_usually_dealt', values: { category: name, office } },
            language,
          ),
          metadata: true,
          type: 'realtime',
          keywords: [...name.toLowerCase().split('/'), ...aliases].join(', '),
          group: office,
        };
      }),
  };
}

/** Reports are private unless their reporter says otherwise; a private one is missing from the public lists. */
export const PRIVATE_ATTRIBUTE = 'private';

export const PRIVATE_ANSWERS = ['true', 'false'] as const;

export function serviceDefinition({ code }: Service, language: Language): Document {
  const values: Value = PRIVATE_ANSWERS.map((key) => ({
    key,
    name: say(`exchange.open311.keep_private.${key}`, language),
  }));
  return {
    root: 'service_definition',
    value: {
      service_code: code,
      attributes: [
        {
          variable: true,
          code: PRIVATE_ATTRIBUTE,
          datatype: 'singlevaluelist',
          required: false,
          datatype_description: null,
          order: 1,
          description: say('exchange.open311.question', language),
          values,
        },
      ],
    },
  };
}

/** Sortable; to be raised whenever services or their definitions change, so that clients read them anew. */
const CHANGESET = '2026-11-26 00:00';

/** Where the endpoint lies, what it speaks, whom to ask. `origin`: where the caller reached us. */
export function discovery({ config }: Pick<Open311Deps, 'config'>, origin: string): Document {
  const at = config.publicUrl ?? origin;
  return {
    root: 'discovery',
    value: {
      changeset: CHANGESET,
      contact: `${config.city.contact}. Dokumentasi: ${at}/docs`,
      key_service: `Minta kunci API kepada operator (${config.city.contact}), satu kunci untuk satu kanal.`,
      endpoints: [
        {
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url: `${at}/open311/v2`,
          changeset: CHANGESET,
          type: config.demo === 'off' ? 'production' : 'test',
          formats: ['text/xml', 'application/json'],
        },
      ],
    },
  };
}
