import {
  type KeyboardEvent,
  memo,
  type MouseEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import type { Photo, PhotoClass } from '@shared/domain';
import { PhotoTile, tileId } from './PhotoTile';
import { removeSelected } from './actions';
import { openCursor, useCurate } from './curate-store';
import { move, nothing, pick } from './selection';
import { inLasso } from './lasso';
import { useLasso } from './useLasso';
import lassoClasses from './Lasso.module.css';
import classes from './PhotoGrid.module.css';

const tile = 148; // pixels, with its gap

/** Thousands of photos: only the rows in view are drawn. */
export const PhotoGrid = memo(function PhotoGrid({ photos }: { photos: readonly Photo[] }) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const columns = useColumns(frame);
  const cursor = useCurate((state) => state.cursor);
  const classList = useCurate((state) => state.classes);
  const byId = useMemo(() => new Map(classList.map((one) => [one.id, one])), [classList]);
  const ids = useMemo(() => photos.map(({ id }) => id), [photos]);
  const rows = useVirtualizer({
    count: Math.ceil(photos.length / columns),
    getScrollElement: () => frame.current,
    estimateSize: () => tile,
    // What a filter finds is drawn anew, so every row that is not seen makes typing slower.
    overscan: 1,
  });
  const showCursor = () => {
    const at = ids.indexOf(useCurate.getState().cursor ?? '');
    if (at >= 0) rows.scrollToIndex(Math.floor(at / columns));
  };
  useEffect(showCursor, [columns]);
  useEffect(() => {
    // Nothing has the focus where a large photo that had it has just been closed.
    if (document.activeElement === document.body && useCurate.getState().cursor) frame.current?.focus();
  }, []);
  const onPick = usePick(ids);
  const lasso = useLasso(sheet, (drawn) => {
    const cells = { columns, width: sheet.current!.clientWidth / columns, height: tile };
    return inLasso(drawn, cells, ids.length).map((i) => ids[i]);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (!onKey(event, ids, columns)) return;
    showCursor();
    event.preventDefault();
  };
  return (
    <div
      ref={frame}
      className={classes.frame}
      tabIndex={0}
      role="listbox"
      aria-multiselectable
      aria-label={t('curate.photos')}
      aria-activedescendant={cursor === null ? undefined : tileId(cursor)}
      data-testid="photo-grid"
      onKeyDown={onKeyDown}
      {...lasso.handlers}
    >
      <div ref={sheet} className={classes.sheet} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => (
          <div
            key={row.key}
            className={classes.row}
            style={{
              transform: `translateY(${row.start}px)`,
              gridTemplateColumns: `repeat(${columns}, 1fr)`,
            }}
          >
            {photos.slice(row.index * columns, (row.index + 1) * columns).map((photo) => (
              <PhotoTile key={photo.id} photo={photo} label={labelOf(photo, byId)} t={t} onPick={onPick} />
            ))}
          </div>
        ))}
        {lasso.style && <div className={lassoClasses.lasso} style={lasso.style} />}
      </div>
    </div>
  );
});

const labelOf = (photo: Photo, byId: Map<number, PhotoClass>) =>
  photo.classId === null ? undefined : byId.get(photo.classId);

/** A click on a tile; the same function whatever is shown, so that a change draws only the tiles it touches. */
function usePick(ids: readonly string[]) {
  const latest = useRef(ids);
  useEffect(() => void (latest.current = ids), [ids]);
  return useCallback(
    (id: string, { shiftKey, ctrlKey, metaKey }: MouseEvent) =>
      useCurate.setState((state) =>
        pick(state, latest.current, id, { range: shiftKey, toggle: ctrlKey || metaKey }),
      ),
    [],
  );
}

/** How many tiles fit in a row. */
function useColumns(frame: React.RefObject<HTMLDivElement | null>): number {
  const [columns, setColumns] = useState(6);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const watcher = new ResizeObserver(() => setColumns(Math.max(1, Math.floor(element.clientWidth / tile))));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [frame]);
  return columns;
}

/** Whether the key meant something to the grid. */
function onKey({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent, ids: string[], columns: number): boolean {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
  };
  if (key in steps) useCurate.setState((state) => move(state, ids, steps[key], shiftKey));
  else if ((ctrlKey || metaKey) && key === 'a') useCurate.setState({ selected: new Set(ids) });
  else if (key === 'Delete' || key === 'Backspace') void removeSelected();
  else if (key === 'Escape') useCurate.setState(nothing);
  else if (key === 'Enter') openCursor();
  else return false;
  return true;
}
