import { create } from 'zustand';
import type { Range } from './columns';

interface ChartSettings {
  /** Weight of what came before in the smoothed lines, 0 to 0.99. */
  smoothing: number;
  /** Loss and learning rate on a logarithmic scale. */
  logScale: boolean;
  /** The steps that all charts show; `null` for all. */
  zoom: Range | null;
}

/** How the charts are looked at. */
export const useChartSettings = create<ChartSettings>()(() => ({
  smoothing: 0.7,
  logScale: false,
  zoom: null,
}));

export const setZoom = (zoom: Range | null) => useChartSettings.setState({ zoom });
