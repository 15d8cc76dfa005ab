import { ActionIcon, Tooltip } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import {
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { removeSelected } from '../actions';
import { openCursor, openPhoto, useCurate } from '../curate-store';
import { nothing, pick } from '../selection';
import { useLasso } from '../useLasso';
import { drawMap } from './draw-map';
import { useMap } from './map-store';
import { MapHover } from './MapHover';
import { idsInside, type MapPoints } from './points';
import { useWheelZoom } from './useWheelZoom';
import { fitted, nearestPoint, onScreen, panned, type Viewport, zoomed } from './viewport';
import lassoClasses from '../Lasso.module.css';
import classes from './Map.module.css';

const reach = 12; // pixels
const step = 60; // pixels

/** Draws the points; the wheel zooms, a drag selects, with Alt or the middle button it moves the map. */
export function PhotoMapCanvas({ points }: { points: MapPoints }) {
  const { t } = useTranslation();
  const { ref: sizer, width, height } = useElementSize();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useMemo(() => ({ width, height }), [width, height]);
  const kept = useMap((state) => state.viewport);
  const selected = useCurate((state) => state.selected);
  const view = useMemo(() => kept ?? fitted(points.points, size), [kept, points, size]);
  const screen = useMemo(() => onScreen(points.points, view, size), [points, view, size]);
  const [hover, setHover] = useState(-1);
  const [panning, setPanning] = useState(false);
  const show = (viewport: Viewport | null) => useMap.setState({ viewport });
  const zoom = useCallback(
    (factor: number, at: { x: number; y: number }) =>
      useMap.setState({ viewport: zoomed(view, factor, at, size) }),
    [view, size],
  );
  const middle = { x: width / 2, y: height / 2 };
  useWheelZoom(frame, zoom);
  useEffect(() => {
    const drawn = requestAnimationFrame(() => {
      const style = getComputedStyle(canvas.current!);
      const color = (name: string) => style.getPropertyValue(name).trim();
      const colors = { accent: color('--accent'), muted: color('--muted'), text: style.color };
      drawMap(canvas.current!, size, screen, points, selected, colors);
    });
    return () => cancelAnimationFrame(drawn);
  });
  const lasso = useLasso(frame, (drawn) => idsInside(drawn, screen, points));
  const at = ({ clientX, clientY }: React.MouseEvent) => {
    const { left, top } = frame.current!.getBoundingClientRect();
    const found = nearestPoint(screen, clientX - left, clientY - top, reach);
    return points.faint[found] ? -1 : found;
  };
  const handlers = {
    ...lasso.handlers,
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button === 1 || (event.button === 0 && event.altKey)) {
        event.currentTarget.setPointerCapture(event.pointerId);
        setPanning(true);
      } else lasso.handlers.onPointerDown(event);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (panning) return show(panned(view, event.movementX, event.movementY));
      lasso.handlers.onPointerMove(event);
      setHover(lasso.style ? -1 : at(event));
    },
    onPointerUp() {
      setPanning(false);
      lasso.handlers.onPointerUp();
    },
    onPointerLeave: () => setHover(-1),
    onClick(event: React.MouseEvent) {
      const photo = points.photos[at(event)];
      const toggle = event.ctrlKey || event.metaKey;
      if (photo && !lasso.drawn())
        useCurate.setState((state) => pick(state, [], photo.id, { range: false, toggle }));
    },
    onDoubleClick(event: React.MouseEvent) {
      const photo = points.photos[at(event)];
      if (photo) openPhoto(photo.id);
    },
  };
  const keys: Record<string, () => void> = {
    '+': () => zoom(1.3, middle),
    '-': () => zoom(1 / 1.3, middle),
    Home: () => show(null),
    ArrowLeft: () => show(panned(view, step, 0)),
    ArrowRight: () => show(panned(view, -step, 0)),
    ArrowUp: () => show(panned(view, 0, step)),
    ArrowDown: () => show(panned(view, 0, -step)),
    Escape: () => useCurate.setState(nothing),
    Delete: () => void removeSelected(),
    Enter: openCursor,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A button on the map has keys of its own.
    if (event.target !== event.currentTarget || !(event.key in keys)) return;
    keys[event.key]();
    event.preventDefault();
  };
  return (
    <div
      ref={useMergedRef(sizer, frame)}
      className={classes.frame}
      data-panning={panning || undefined}
      role="application"
      tabIndex={0}
      aria-label={t('curate.map.label', { count: points.photos.length })}
      data-testid="photo-map"
      data-points={points.photos.length}
      onKeyDown={onKeyDown}
      {...handlers}
    >
      <canvas ref={canvas} className={classes.canvas} />
      {lasso.style && <div className={lassoClasses.lasso} style={lasso.style} />}
      {hover >= 0 && points.photos[hover] && (
        <MapHover
          photo={points.photos[hover]}
          outlier={points.outlier[hover]}
          x={screen[2 * hover]}
          y={screen[2 * hover + 1]}
          size={size}
        />
      )}
      <p className={classes.hint}>{t('curate.map.hint')}</p>
      <div
        className={classes.tools}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        <Tool label={t('curate.map.zoomIn')} onClick={keys['+']}>
          <IconPlus size={16} />
        </Tool>
        <Tool label={t('curate.map.zoomOut')} onClick={keys['-']}>
          <IconMinus size={16} />
        </Tool>
        <Tool label={t('curate.map.fit')} onClick={keys.Home}>
          <IconFocusCentered size={16} />
        </Tool>
      </div>
    </div>
  );
}

function Tool({ label, onClick, children }: { label: string; onClick(): void; children: React.ReactNode }) {
  return (
    <Tooltip label={label} position="left">
      <ActionIcon size={30} variant="default" aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
