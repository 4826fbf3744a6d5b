/** Categories as Open311's services, and the one question that every one of them asks. */
import { CATEGORIES, type Category } from '#shared/ticket/category.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import { type Language, type Said, say } from '../../platform/http/language.ts';
import type { Document, Value } from './xml.ts';

/** `Saluran Air/Kali/Sungai` → `saluran-air-kali-sungai`: a code that outlives the order of the list. */
export function serviceCodeOf({ name }: Pick<Category, 'name'>): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

const BY_CODE = new Map(CATEGORIES.map((category) => [serviceCodeOf(category), category]));

export function findService(code: string): Category | undefined {
  return BY_CODE.get(code);
}

const KELURAHAN: Said = { id: 'Kelurahan', en: 'Kelurahan' };

export function serviceList(units: UnitDirectory, language: Language): Document {
  return {
    root: 'services',
    value: CATEGORIES.map((category) => {
      const office = category.office === null ? say(KELURAHAN, language) : units.named(category.office).name;
      return {
        service_code: serviceCodeOf(category),
        service_name: category.name,
        description: say(
          {
            id: `Laporan tentang ${category.name}. Biasanya ditangani ${office}.`,
            en: `Reports about ${category.name}. Usually dealt with by ${office}.`,
          },
          language,
        ),
        metadata: true,
        type: 'realtime',
        keywords: category.name.toLowerCase().split('/').join(', '),
        group: office,
      };
    }),
  };
}

/** Reports are private unless their reporter says otherwise; a private one is missing from the public lists. */
export const PRIVATE_ATTRIBUTE = 'private';

const QUESTION: Said = {
  id: 'Rahasiakan laporan ini? Tanpa jawaban, laporan dirahasiakan.',
  en: 'Keep this report private? Without an answer it is kept private.',
};

export const PRIVATE_ANSWERS = {
  true: { id: 'Ya, rahasiakan', en: 'Yes, keep it private' },
  false: { id: 'Tidak, boleh tampil di daftar umum', en: 'No, it may be listed in public' },
} as const satisfies Record<string, Said>;

export function serviceDefinition(category: Category, language: Language): Document {
  const values: Value = Object.entries(PRIVATE_ANSWERS).map(([key, said]) => ({
    key,
    name: say(said, language),
  }));
  return {
    root: 'service_definition',
    value: {
      service_code: serviceCodeOf(category),
      attributes: [
        {
          variable: true,
          code: PRIVATE_ATTRIBUTE,
          datatype: 'singlevaluelist',
          required: false,
          datatype_description: null,
          order: 1,
          description: say(QUESTION, language),
          values,
        },
      ],
    },
  };
}
