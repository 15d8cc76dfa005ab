import { create } from 'zustand';
import type { EngineInfo } from '@shared/domain';

interface EngineStore {
  state: 'starting' | 'ready' | 'stopped' | 'failed';
  info: EngineInfo | null;
}

/** How the engine is doing, for whoever shows it. */
export const useEngine = create<EngineStore>()(() => ({ state: 'starting', info: null }));
