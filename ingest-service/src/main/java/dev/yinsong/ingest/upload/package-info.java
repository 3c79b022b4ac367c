/** Many clips in one request: files side by side, an archive of them, or one long recording that is cut. */
@NullMarked
package dev.yinsong.ingest.upload;

import org.jspecify.annotations.NullMarked;
