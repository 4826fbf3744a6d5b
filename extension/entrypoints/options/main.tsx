/** The settings page. */
import { t } from '../../i18n.ts';
import { Options } from '../../options/options.tsx';
import { mountPage } from '../../page.tsx';

void mountPage(Options, () => t('options.title'));
