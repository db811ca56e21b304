import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../display/notice.js';
import { Inbox } from '../inbox/inbox.js';
import { AreaRail } from './area-rail.js';
import { CircuitStrip } from './circuit-strip.js';
import { useRoute } from './route.js';

/** Loaded when it is asked for: graphs are heavy, and most operators only want to see conversations. */
const BuildsPage = lazy(() => import('../builds/builds-page.js').catch(() => ({ default: NotLoaded })));

/** The whole page after the sign-in: one of its areas, and the way to the others. */
export function Shell() {
  const { t } = useTranslation();
  const { area } = useRoute();
  return (
    <div className="shell">
      <a className="skip" href="#main" onClick={skipToMain}>
        {t('app.skip')}
      </a>
      <header className="hidden">
        <h1>{t('app.name')}</h1>
      </header>
      <CircuitStrip />
      <AreaRail area={area} />
      {area === 'conversations' ? (
        <Inbox />
      ) : (
        <Suspense fallback={<Notice icon="layers" title={t('app.loading')} />}>
          <BuildsPage />
        </Suspense>
      )}
    </div>
  );
}

/** After an update of Parley the part that this page knows may be gone. */
function NotLoaded() {
  const { t } = useTranslation();
  return (
    <Notice icon="warning" title={t('app.notLoaded')} hint={t('app.notLoadedHint')}>
      <button type="button" className="button" onClick={() => location.reload()}>
        {t('app.retry')}
      </button>
    </Notice>
  );
}

/** The address says what is open, so that a skip must not change it. */
function skipToMain(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.querySelector('main')?.focus();
}
