"""Small trained networks that run on any processor, by the library ncnn."""
