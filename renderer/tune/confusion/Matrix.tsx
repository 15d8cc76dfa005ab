import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { ActionIcon, Group, Text, useComputedColorScheme } from '@mantine/core';
import { IconMaximize, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Confusion } from '@shared/confusion';
import { themeColor } from '../../parts/mount-plot';
import { drawMatrix } from './draw-matrix';
import { gutter, useMatrixView } from './useMatrixView';
import { type Cell, cellAt } from './view';
import classes from './Confusion.module.css';

interface Props {
  confusion: Confusion;
  chosen: Cell | null;
  onChoose: (cell: Cell) => void;
}

const zoomStep = 1.5;
const arrows: Record<string, Cell> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

/** The confusion matrix: wheel and + − zoom, dragging moves, a click or the arrow keys choose a cell. */
export function Matrix({ confusion, chosen, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const scheme = useComputedColorScheme('light');
  const size = confusion.products.length + 1;
  const canvas = useRef<HTMLCanvasElement>(null);
  const { frame, width, height, view, zoom, whole, drag, show } = useMatrixView(canvas, size);
  const pressed = useRef<{ x: number; y: number; moved: boolean } | null>(null);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !width) return;
    element.width = width * devicePixelRatio;
    element.height = height * devicePixelRatio;
    drawMatrix(context, confusion, view, chosen, {
      gutter,
      font: getComputedStyle(element).fontFamily,
      color: cached((name) => themeColor(element, name)),
      strangers: t('tune.kind.stranger'),
      refused: t('tune.confusion.refused'),
    });
  }, [confusion, view, chosen, width, height, scheme, t, i18n.language]);

  const onPointerDown = ({ clientX, clientY, pointerId, currentTarget }: PointerEvent<HTMLCanvasElement>) => {
    currentTarget.setPointerCapture(pointerId);
    pressed.current = { x: clientX, y: clientY, moved: false };
  };
  const onPointerMove = ({ clientX, clientY }: PointerEvent) => {
    const from = pressed.current;
    if (!from || (!from.moved && Math.hypot(clientX - from.x, clientY - from.y) < 4)) return;
    drag(clientX - from.x, clientY - from.y);
    pressed.current = { x: clientX, y: clientY, moved: true };
  };
  const onPointerUp = ({ nativeEvent: { offsetX, offsetY } }: PointerEvent) => {
    const cell = cellAt(view, offsetX - gutter.left, offsetY - gutter.top, size);
    if (!pressed.current?.moved && cell && offsetX >= gutter.left && offsetY >= gutter.top) onChoose(cell);
    pressed.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = arrows[event.key];
    if (step) {
      event.preventDefault();
      const within = (at: number) => Math.min(size - 1, Math.max(0, at));
      const from = chosen ?? { row: 0, column: 0 };
      const cell = { row: within(from.row + step.row), column: within(from.column + step.column) };
      onChoose(cell);
      show(cell);
    } else if (event.key === '+') zoom(zoomStep);
    else if (event.key === '-') zoom(1 / zoomStep);
    else if (event.key === '0') whole();
  };

  return (
    <>
      <Group gap="xs" mb="xs">
        <Text size="sm" c="dimmed" flex={1}>
          {t('tune.confusion.hint')}
        </Text>
        <Tool
          label={t('tune.confusion.nearer')}
          icon={IconZoomIn}
          onClick={() => zoom(zoomStep)}
          id="matrix-in"
        />
        <Tool
          label={t('tune.confusion.farther')}
          icon={IconZoomOut}
          onClick={() => zoom(1 / zoomStep)}
          id="matrix-out"
        />
        <Tool label={t('tune.confusion.whole')} icon={IconMaximize} onClick={whole} id="matrix-whole" />
      </Group>
      <div ref={frame} className={classes.frame}>
        <canvas
          ref={canvas}
          className={classes.canvas}
          tabIndex={0}
          aria-label={t('tune.confusion.label', { count: size - 1 })}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onKeyDown={onKeyDown}
          data-testid="matrix"
          data-cell={view.cell.toFixed(2)}
        />
      </div>
    </>
  );
}

interface ToolProps {
  label: string;
  icon: typeof IconZoomIn;
  onClick: () => void;
  id: string;
}

function Tool({ label, icon: Picture, onClick, id }: ToolProps) {
  return (
    <ActionIcon
      variant="default"
      size={30}
      aria-label={label}
      title={label}
      onClick={onClick}
      data-testid={id}
    >
      <Picture size={16} />
    </ActionIcon>
  );
}

/** Asking for a style again and again is slow. */
function cached(color: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const value = known.get(name) ?? color(name);
    known.set(name, value);
    return value;
  };
}
