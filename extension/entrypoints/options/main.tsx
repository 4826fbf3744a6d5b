/** The settings page. */
import { Options } from '../../options/options.tsx';
import { t } from '../../platform/i18n.ts';
import { mountPage } from '../../ui/page.tsx';

void mountPage(Options, () => t('options.title'));
