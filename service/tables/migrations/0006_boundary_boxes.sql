-- Boxes of the pieces of kelurahan, so that a point is compared with a few of them. id is the piece's.
CREATE VIRTUAL TABLE `boundary_box` USING rtree(`id`, `min_lon`, `max_lon`, `min_lat`, `max_lat`);
