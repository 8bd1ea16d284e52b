import { describe, expect, it } from 'vitest';
import { renderFixture } from '../../support/fixture.ts';
describe('x', () => { it('y', () => { expect(renderFixture().texts).toEqual({}); }); });
